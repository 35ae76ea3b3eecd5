// Forged, stolen, expired and revoked tokens, rotated keys, and a Clerk that fails: against the running server,
// over HTTP, in both revisions of MCP, by the wall clock.

import { Parts } from "../local/parts.ts";
import { startStack } from "../local/stack.ts";
import { say } from "../local/terminal.ts";
import { tryAttacks, tryOtherResources } from "./tokens/attack_table.ts";
import { replayExpired, rotateKeys, useRevoked } from "./tokens/lifetimes.ts";
import { failKeys, failOpaque } from "./tokens/outages.ts";

const started = performance.now();
await using parts = new Parts();
const stack = await parts.add(startStack());
say(await tryAttacks(stack, parts));
say(await tryOtherResources(stack));
// Mostly waiting, each for something else.
const waiting = [replayExpired, useRevoked, rotateKeys, failKeys, failOpaque];
for (const line of await Promise.all(waiting.map((attempt) => attempt(stack, parts)))) say(line);
say(`tokens suite: finished in ${((performance.now() - started) / 1000).toFixed(0)} s`);
