// Memory of bytes in motion: what is held, and who gives way.

import assert from "node:assert/strict";
import {
  createMemoryPool,
  type Transfer,
} from "../../../supabase/functions/mcp/http/memory_pool.ts";

const clock = () => {
  let time = 0;
  return { now: () => time, pass: (ms: number) => time += ms };
};

/** A flow that can be given up, and what became of it. */
function flow(began: number, moved: number) {
  const flow: Transfer & { gone: boolean } = {
    ...{ startedAt: began, transferred: moved, gone: false },
    abort: () => flow.gone = true,
  };
  return flow;
}

Deno.test("a flow holds what it reserved last, and nothing once released", () => {
  const memory = createMemoryPool(10);
  const [one, other] = [flow(0, 0), flow(0, 0)];
  one.abort = other.abort = undefined;
  assert.ok(memory.reserve(one, 4));
  assert.ok(memory.reserve(one, 6));
  assert.ok(!memory.reserve(other, 5));
  assert.ok(memory.reserve(other, 4));
  assert.ok(!memory.reserve(one, 7));
  memory.release(one);
  memory.release(one);
  assert.ok(memory.reserve(other, 10));
  assert.ok(!memory.reserve(one, 1));
});

Deno.test("the slowest flows give way, no more of them than necessary", () => {
  const { now, pass } = clock();
  const memory = createMemoryPool(30, { now });
  const [slow, slower, fast] = [flow(0, 100), flow(0, 10), flow(0, 1_000)];
  for (const each of [fast, slow, slower]) assert.ok(memory.reserve(each, 10));
  pass(1_000);
  assert.ok(memory.reserve(flow(now(), 0), 15));
  assert.deepEqual([fast.gone, slow.gone, slower.gone], [false, true, true]);
  assert.ok(memory.reserve(flow(now(), 0), 5));
  assert.equal(fast.gone, false);
});

Deno.test("a flow that is new, or has arrived, does not give way", () => {
  const { now, pass } = clock();
  const memory = createMemoryPool(20, { now });
  const [arrived, young] = [flow(0, 0), flow(501, 0)];
  arrived.abort = undefined;
  assert.ok(memory.reserve(arrived, 10) && memory.reserve(young, 10));
  pass(1_000);
  assert.ok(!memory.reserve(flow(now(), 0), 1));
  pass(1);
  assert.ok(memory.reserve(flow(now(), 0), 1));
  assert.ok(young.gone);
});

Deno.test("a flow gives way neither to a slower one, nor where that would not free enough", () => {
  const { now, pass } = clock();
  const memory = createMemoryPool(20, { now });
  const [one, other] = [flow(0, 10), flow(0, 20)];
  assert.ok(memory.reserve(one, 5) && memory.reserve(other, 15));
  pass(2_000);
  assert.ok(!memory.reserve(one, 10));
  assert.ok(!memory.reserve(flow(now(), 0), 21));
  assert.deepEqual([one.gone, other.gone], [false, false]);
  assert.ok(memory.reserve(other, 20));
  assert.ok(one.gone);
});

Deno.test("one owner holds at most its part, slow or fast", () => {
  const { now, pass } = clock();
  const memory = createMemoryPool(30, { perOwner: 12, now });
  const [first, second, third] = [flow(0, 0), flow(0, 0), flow(0, 9)];
  const flows = [first, second, third];
  for (const each of flows) each.owner = "mallory";
  assert.ok(memory.reserve(first, 6) && memory.reserve(second, 6));
  assert.ok(!memory.reserve(third, 1) && !memory.reserve(first, 7));
  pass(2_000);
  assert.ok(!memory.reserve(third, 1));
  const others = [flow(now(), 0), flow(now(), 0)].map((each) => ({ ...each, owner: "alice" }));
  assert.ok(others.every((each) => memory.reserve(each, 6)));
  memory.release(first);
  assert.ok(memory.reserve(third, 6));
  assert.deepEqual(flows.map(({ gone }) => gone), [false, false, false]);
});
