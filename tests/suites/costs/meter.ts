// What one request costs: CPU of the function and of the database, the function's memory, the bytes sent back.

import type { MeasuredDatabase } from "./measured_database.ts";
import type { MeasuredFunction } from "./measured_function.ts";
import { cpuOf, isAlive, memoryOf, resetPeak } from "./processes.ts";
import { type RawAnswer, type RawRequest, send } from "./raw_http.ts";

export interface Cost {
  databaseMs: number;
  functionMs: number;
  memoryMiB: number;
  timesBack: number;
}

export interface Measured extends Cost {
  answer: RawAnswer;
  /** Other faults: a request without an answer, or work that goes on after it. */
  faults: string[];
}

/** Longer than the function waits for its database. */
const WITHIN_MS = 14_000;
/** CPU is still used when an answer has come: garbage is collected, a log line written. */
const POLL_MS = 12;
const QUIET_POLLS = 3;
/** After an answer, so long may anything still work. */
const LINGER_MS = 2_000;

/** @param database absent for requests that cannot reach one */
export async function measure(
  request: RawRequest,
  target: MeasuredFunction,
  database: MeasuredDatabase | undefined,
): Promise<Measured> {
  await target.collect();
  resetPeak(target.pid);
  const memory = memoryOf(target.pid, "VmRSS");
  const cpu = () => [cpuOf(target.pid), database?.cpu() ?? 0] as const;
  const [functionBefore, databaseBefore] = cpu();
  const port = Number(new URL(target.origin).port);
  const answer = await send(port, request, WITHIN_MS);
  const isQuiet = await quiet(() => cpu().join());
  const [functionAfter, databaseAfter] = cpu();
  const faults: string[] = [];
  if (answer.status === 0) faults.push("no answer");
  else if (answer.status === 500) faults.push("status 500");
  if (!isAlive(target.pid)) faults.push("the function's process ended");
  else if (!isQuiet) faults.push(`work goes on ${LINGER_MS} ms after the answer`);
  return {
    databaseMs: databaseAfter - databaseBefore,
    functionMs: Math.max(0, functionAfter - functionBefore),
    memoryMiB: Math.max(0, memoryOf(target.pid, "VmHWM") - memory),
    timesBack: answer.received / answer.sent,
    answer,
    faults,
  };
}

/** @returns whether nothing changed any more before it took too long */
export async function quiet(state: () => string, within = LINGER_MS): Promise<boolean> {
  const end = performance.now() + within;
  let before = state();
  for (let same = 0; same < QUIET_POLLS;) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const now = state();
    same = now === before ? same + 1 : 0;
    before = now;
  }
  return true;
}
