// Times calls in turns, so that whatever else the machine does meets all alike.

import type { Call } from "./growth_calls.ts";

const WARM_UP = 10;

/** Milliseconds, p50. */
export interface Times {
  through: number;
  bare: number;
}

/** @returns the times of each call, in their order */
export async function timesOf(calls: readonly Call[], rounds: number): Promise<Times[]> {
  const times = calls.map(() => ({ through: [] as number[], bare: [] as number[] }));
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const [index, call] of calls.entries()) {
      for (const how of ["through", "bare"] as const) {
        const started = performance.now();
        await call[how]();
        if (round >= 0) times[index]?.[how].push(performance.now() - started);
      }
    }
  }
  return times.map(({ through, bare }) => ({ through: median(through), bare: median(bare) }));
}

function median(times: number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? NaN;
}
