// Slow, large and dishonest callers against function mcp, over sockets of their own. Other
// users' calls must still be answered, about as fast as before.

import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { obtainTokens } from "../local/authorize.ts";
import type { LocalFunction } from "../local/function_process.ts";
import { Parts } from "../local/parts.ts";
import { startStack } from "../local/stack.ts";
import { say } from "../local/terminal.ts";
import { ATTACKS } from "./callers/attacks.ts";
import { measure, type Measured } from "./callers/bystanders_process.ts";
import { startAttack } from "./callers/attacker_process.ts";
import { startMcp } from "./mcp_process.ts";
import { HALF_HEAP, watchMemory } from "./memory.ts";

/** MiB of the process, V8's and the runtime's buffers included: one worker bears all attacks after another. */
const MOST_MEMORY = 768;

const SECONDS = 10;
const MOST_SLOWER = 3;
/** Milliseconds of a p99 that are noise on a machine that does other things, too. */
const NOISE_MS = 15;
/** A disturbance of the machine is not repeated; one by the attack is. */
const ATTEMPTS = 5;

const { values: { only } } = parseArgs({ options: { only: { type: "string" } } });
const started = performance.now();
await using parts = new Parts();
let mcp: LocalFunction | undefined;
const stack = await parts.add(startStack({
  environment: { ...HALF_HEAP, MCP_CALLS_PER_MINUTE: "1000000" },
  onFunction: (name, running) => {
    if (name === "mcp") mcp = running;
  },
}));
if (!mcp) throw new Error("there is no function mcp");
const { origin, pid } = mcp;
// Shares the machine and the database, and nothing else: what slows it, too, is not the attack's doing.
const control = await parts.add(startMcp(stack, { variables: HALF_HEAP }));
const [alice, bob, mallory] = await Promise.all(
  ["Alice", "Bob", "Mallory"].map(async (name) =>
    (await obtainTokens(stack.mcpUrl, name)).access_token
  ),
);
const tokens = [`${alice}`, `${bob}`];
const both = async (seconds: number): Promise<[Measured, Measured]> =>
  await Promise.all([
    measure({ origin, tokens, seconds }),
    measure({ origin: control.origin, tokens, seconds }),
  ]);
await both(3); // warm-up: one-time loading ends here
const [before] = await both(SECONDS);
say(`undisturbed: ${summary(before)}`);
assert.deepEqual(before.faults, []);
const failures: string[] = [];
for (const name of Object.keys(ATTACKS)) {
  if (only !== undefined && !name.includes(only)) continue;
  for (let attempt = 1;; attempt++) {
    const memory = await parts.add(Promise.resolve(watchMemory(pid)));
    const attack = startAttack({ name, origin, token: `${mallory}`, seconds: SECONDS });
    const [attacked, meanwhile] = await both(SECONDS);
    const seen = await attack;
    await memory.stop();
    const most = Math.max(MOST_SLOWER * Math.max(before.p99, meanwhile.p99), NOISE_MS);
    const line = `${name}: ${summary(attacked)}; another worker meanwhile: p50 ` +
      `${meanwhile.p50.toFixed(1)} ms, p99 ${meanwhile.p99.toFixed(1)} ms; memory ${
        memory.peak().toFixed(0)
      } MiB at most; ` +
      `the attacker: ${seen}`;
    if (attacked.p99 > most && attempt < ATTEMPTS) continue;
    say(line);
    if (attacked.p99 > most) failures.push(`${name}: p99 above ${most.toFixed(1)} ms`);
    if (memory.peak() > MOST_MEMORY) failures.push(`${name}: memory above ${MOST_MEMORY} MiB`);
    failures.push(...attacked.faults.map((fault) => `${name}: ${fault}`));
    break;
  }
}
assert.deepEqual(failures, []);
say(`callers suite: finished in ${((performance.now() - started) / 1000).toFixed(0)} s`);

function summary({ calls, p50, p99, faults }: Measured): string {
  return `${calls} calls, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ` +
    `${faults.length} kinds of faults`;
}
