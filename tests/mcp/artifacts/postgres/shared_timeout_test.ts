// Requests are given up neither too early nor much too late, with few signals.

import assert from "node:assert/strict";
import { createSharedTimeout } from "../../../../supabase/functions/mcp/artifacts/postgres/shared_timeout.ts";

const BEGIN = 1_000_000;

/** @returns for each of these times the number of the signal, and after how many ms that would abort */
function signalsAt(...times: number[]): { signal: number; aborts: number }[] {
  let now = 0;
  const made: { signal: AbortSignal; at: number }[] = [];
  const timeout = (ms: number) => {
    const { signal } = new AbortController();
    made.push({ signal, at: now + ms });
    return signal;
  };
  const deadline = createSharedTimeout(10_000, timeout, () => now);
  return times.map((time) => {
    now = time;
    const signal = deadline();
    const index = made.findIndex((one) => one.signal === signal);
    return { signal: index, aborts: (made[index]?.at ?? NaN) - now };
  });
}

Deno.test("requests of one second share a signal, and each has its ten seconds", () => {
  assert.deepEqual(signalsAt(BEGIN, BEGIN + 999), [
    { signal: 0, aborts: 11_000 },
    { signal: 0, aborts: 10_001 },
  ]);
});

Deno.test("a later request has a new signal", () => {
  assert.deepEqual(signalsAt(BEGIN, BEGIN + 1_000, BEGIN + 60_000), [
    { signal: 0, aborts: 11_000 },
    { signal: 1, aborts: 11_000 },
    { signal: 2, aborts: 11_000 },
  ]);
});

Deno.test("a clock that is set back gives a new signal", () => {
  assert.deepEqual(signalsAt(BEGIN, BEGIN - 60_000).map(({ signal }) => signal), [0, 1]);
});
