// How fast this machine is: a known amount of work, so that figures of two machines can be compared.

import { cpuOf } from "./processes.ts";
import type { MeasuredDatabase } from "./measured_database.ts";

/** Milliseconds of CPU on the machine where the budgets were set. */
const REFERENCE = { script: 240, sql: 300 };
const ROUNDS = 100_000_000;
const SQL = "select sum(length(md5(i::text))) from generate_series(1, 300000) as i";

/** The largest factor of the CPU budgets, for slow machines. */
const MOST_SLOWER = 2;

/** @returns a line for people, and the factor of the CPU budgets: 1 to 2 */
export async function calibrate(
  database: MeasuredDatabase,
): Promise<{ line: string; scale: number }> {
  const scriptMs = script();
  const before = database.cpu();
  await database.sql(SQL);
  const sqlMs = database.cpu() - before;
  const speed = (reference: number, ms: number) => `${(reference / ms).toFixed(2)} (${ms} ms)`;
  const scale = Math.min(MOST_SLOWER, Math.max(1, scriptMs / REFERENCE.script));
  const line = `speed of this machine, 1 = that of the reference: JavaScript ` +
    `${speed(REFERENCE.script, scriptMs)}, ${database.name} ${speed(REFERENCE.sql, sqlMs)}; ` +
    `budgets of CPU times ${scale.toFixed(2)}`;
  return { line, scale };
}

// The fastest of three: other programs may be in the way.
function script(): number {
  return Math.min(...[1, 2, 3].map(once));
}

function once(): number {
  const before = cpuOf(Deno.pid);
  let state = 1;
  for (let round = 0; round < ROUNDS; round++) {
    state = Math.imul(state ^ state >>> 15, 0x2c1b3c6d) + round | 0;
  }
  if (state === 0.5) throw new Error("never");
  return cpuOf(Deno.pid) - before;
}
