// The process of one attack: runs it for some seconds, then says how its requests were answered. Gets its
// setting as JSON.

import { setTimeout as delay } from "node:timers/promises";
import { say } from "../../local/terminal.ts";
import { ATTACKS } from "./attacks.ts";
import { Target } from "./target.ts";

export interface Setting {
  /** Name of the attack. */
  name: string;
  origin: string;
  /** Of a user who attacks. */
  token: string;
  seconds: number;
}

/** After the attack's seconds, for what is under way. */
const GRACE_MS = 2_000;

const { name, origin, token, seconds }: Setting = JSON.parse(Deno.args[0] ?? "");
const target = new Target(Number(new URL(origin).port), performance.now() + seconds * 1_000);
// A write waits as long as the server does not read.
await Promise.race([ATTACKS[name]!(target, token), delay(seconds * 1_000 + GRACE_MS)]);
say(`saw ${target.seen()}`);
Deno.exit(0); // ends requests that still wait for an answer, and such writes
