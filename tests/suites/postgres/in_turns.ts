// Alternates between the timed functions, so that other load on the machine affects all of them equally.

import { median } from "../median.ts";

const WARM_UP = 10;

/** @returns p50 of each in milliseconds, in their order */
export async function inTurns(
  runs: readonly (() => Promise<unknown>)[],
  rounds: number,
): Promise<number[]> {
  const times = runs.map((): number[] => []);
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const [index, run] of runs.entries()) {
      const started = performance.now();
      await run();
      if (round >= 0) times[index]?.push(performance.now() - started);
    }
  }
  return times.map(median);
}
