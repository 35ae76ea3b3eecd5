// The process of one attack: runs it for some seconds, then says how its requests were answered. Gets its
// setting as JSON.

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

const { name, origin, token, seconds }: Setting = JSON.parse(Deno.args[0] ?? "");
const target = new Target(Number(new URL(origin).port), performance.now() + seconds * 1_000);
await ATTACKS[name]!(target, token);
say(`saw ${target.seen()}`);
Deno.exit(0); // ends requests that still wait for an answer
