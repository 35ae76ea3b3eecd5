// Calls of one user: six at a time, 26 waiting, in their order.

import assert from "node:assert/strict";
import { createCallQueue } from "../../../supabase/functions/mcp/rate_limit/call_queue.ts";
import { userId } from "../in_process.ts";

const ALICE = userId("alice");
const BOB = userId("bob");
const AT_ONCE = { refusal: "too_many_at_once", waitMs: 1_000 };
const noSignal = () => undefined;

/** Begins calls that must be made at once. */
async function begin(calls: ReturnType<typeof createCallQueue>, owner = ALICE, count = 6) {
  const begun = await Promise.all(Array.from({ length: count }, () => calls(owner, noSignal)));
  return begun.map((call) => {
    assert.ok("end" in call);
    return call;
  });
}

Deno.test("a user's seventh call waits until one has ended; another user's does not", async () => {
  const calls = createCallQueue(() => 0);
  const [first] = await begin(calls);
  let seventh: unknown;
  const waiting = calls(ALICE, noSignal).then((call) => seventh = call);
  await begin(calls, BOB);
  assert.equal(seventh, undefined);
  first?.end();
  await waiting;
  assert.ok(typeof seventh === "object");
});

Deno.test("waiting calls are made in their order, and places are not lost", async () => {
  const calls = createCallQueue(() => 0);
  const [first] = await begin(calls);
  const order: number[] = [];
  const waiting = Array.from({ length: 26 }, async (_, index) => {
    const call = await calls(ALICE, noSignal);
    order.push(index);
    assert.ok("end" in call);
    call.end();
  });
  first?.end();
  await Promise.all(waiting);
  assert.deepEqual(order, waiting.map((_, index) => index));
  await begin(calls, ALICE, 1);
});

Deno.test("a user's 33rd call at once is refused", async () => {
  const calls = createCallQueue(() => 0);
  const begun = await begin(calls);
  const waiting = Array.from({ length: 26 }, () => calls(ALICE, noSignal));
  assert.deepEqual(await calls(ALICE, noSignal), AT_ONCE);
  for (const call of begun) call.end();
  // Each ends at once: only six have a place at a time.
  await Promise.all(waiting.map(async (waited) => {
    const call = await waited;
    assert.ok("end" in call);
    call.end();
  }));
  await begin(calls);
});

Deno.test("a call that waits too long is refused, and gives up its turn", async () => {
  const calls = createCallQueue(() => 0, 10);
  const [first] = await begin(calls);
  assert.deepEqual(await calls(ALICE, noSignal), AT_ONCE);
  first?.end();
  await begin(calls, ALICE, 1);
});

Deno.test("a call whose client has gone while it waited is not made", async () => {
  const calls = createCallQueue(() => 0);
  const [first] = await begin(calls);
  const client = new AbortController();
  const gone = calls(ALICE, () => client.signal);
  const next = calls(ALICE, noSignal);
  client.abort();
  first?.end();
  assert.deepEqual(await gone, AT_ONCE);
  assert.ok("end" in await next, "the next one takes over its place");
});

Deno.test("a call beyond the budget neither waits nor takes a place", async () => {
  const calls = createCallQueue((owner) => owner === ALICE ? 2_500 : 0);
  assert.deepEqual(await calls(ALICE, noSignal), { refusal: "too_many_calls", waitMs: 2_500 });
  await begin(calls, BOB);
});
