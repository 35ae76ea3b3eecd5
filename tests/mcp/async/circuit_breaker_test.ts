// The circuit breaker in front of calls to another server.

import assert from "node:assert/strict";
import { circuitBreaker } from "../../../supabase/functions/mcp/async/circuit_breaker.ts";

const OUTAGE = new Error("outage");

/** A server that fails while `down`, and counts what reaches it. */
function serve() {
  const state = { down: false, now: 0, calls: 0 };
  const call = circuitBreaker(
    async (value: string) => {
      state.calls++;
      await Promise.resolve();
      if (state.down) throw OUTAGE;
      return value;
    },
    (error) => error === OUTAGE,
    () => state.now,
  );
  /** @returns how many of as many calls at the same moment succeed */
  const crowd = async (size: number) => {
    const calls = Array.from({ length: size }, () => call("x").then(() => true, () => false));
    return (await Promise.all(calls)).filter(Boolean).length;
  };
  return { state, call, crowd };
}

Deno.test("an open breaker lets one probe a second through", async () => {
  const { state, crowd } = serve();
  state.down = true;
  assert.equal(await crowd(1), 0);
  for (let second = 1; second <= 5; second++) {
    assert.equal(await crowd(20), 0);
    assert.equal(state.calls, second);
    state.now += 1_000;
  }
});

Deno.test("after a recovery, all calls at the same moment get through", async () => {
  const { state, crowd } = serve();
  state.down = true;
  await crowd(1);
  state.down = false;
  state.now += 1_000;
  assert.equal(await crowd(1), 1, "the probe");
  assert.equal(await crowd(20), 20);
});

Deno.test("an error of the call itself leaves the breaker closed", async () => {
  const broken = new Error("bad question");
  const calls: string[] = [];
  const call = circuitBreaker(
    (value: string) => {
      calls.push(value);
      return Promise.reject(broken);
    },
    (error) => error === OUTAGE,
    () => 0,
  );
  for (const value of ["a", "b"]) await assert.rejects(call(value), broken);
  assert.deepEqual(calls, ["a", "b"]);
});
