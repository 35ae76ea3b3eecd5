// How often one person may call, as one worker keeps it: what it lets through, charges and refuses.

import assert from "node:assert/strict";
import {
  createRateLimiter,
  type RateLimiter,
} from "../../../supabase/functions/mcp/rate_limit/rate_limiter.ts";
import { userId } from "../in_process.ts";

const ALICE = userId("alice");

const PER_MINUTE = 600;

/** A bucket that answers on command, and a clock that stands still. */
function bucket() {
  let time = 1_000_000;
  const charged: number[] = [];
  let answer: PromiseWithResolvers<number> = Promise.withResolvers();
  const budget = createRateLimiter(
    (_, calls) => {
      charged.push(calls);
      answer = Promise.withResolvers();
      return answer.promise;
    },
    PER_MINUTE,
    () => time,
  );
  return {
    budget,
    charged,
    pass: (ms: number) => void (time += ms),
    async answers(wait: number) {
      answer.resolve(wait);
      await answer.promise;
      await Promise.resolve();
    },
    async fails() {
      answer.reject(new Error("no database"));
      await answer.promise.catch(() => {});
      await Promise.resolve();
    },
  };
}

function many(budget: RateLimiter, calls: number): number[] {
  return Array.from({ length: calls }, () => budget(ALICE));
}

Deno.test("a first call is charged at once, and no call waits for the charge", () => {
  const { budget, charged } = bucket();
  assert.equal(budget(ALICE), 0);
  assert.deepEqual(charged, [1]);
});

Deno.test("further calls are charged eight at a time, or after a second", async () => {
  const { budget, charged, answers, pass } = bucket();
  many(budget, 1);
  await answers(0);
  many(budget, 7);
  assert.deepEqual(charged, [1]);
  many(budget, 1);
  assert.deepEqual(charged, [1, 8]);
  await answers(0);
  pass(1_000);
  many(budget, 1);
  assert.deepEqual(charged, [1, 8, 1]);
});

Deno.test("calls during a charge are charged with the next one, none left out", async () => {
  const { budget, charged, answers } = bucket();
  many(budget, 100);
  assert.deepEqual(charged, [1]);
  await answers(0);
  many(budget, 1);
  assert.deepEqual(charged, [1, 100]);
});

Deno.test("a user with an empty bucket is refused for as long as the bucket says, and costs nothing", async () => {
  const { budget, charged, answers, pass } = bucket();
  many(budget, 1);
  await answers(2_500);
  assert.deepEqual(many(budget, 20).toSorted(), Array(20).fill(2_500));
  pass(2_499);
  assert.equal(budget(ALICE), 1);
  pass(1);
  assert.equal(budget(ALICE), 0);
  assert.deepEqual(charged, [1, 1]);
});

Deno.test("another user is not refused", async () => {
  const { budget, answers } = bucket();
  many(budget, 1);
  await answers(2_500);
  assert.equal(budget(userId("bob")), 0);
});

Deno.test("a failing bucket refuses no one, and is called again", async () => {
  const { budget, charged, fails, pass } = bucket();
  many(budget, 1);
  await fails();
  assert.equal(budget(ALICE), 0);
  pass(1_000);
  assert.equal(budget(ALICE), 0);
  assert.equal(charged.length, 2);
});

Deno.test("a bucket that never answers does not lift the limit: each worker keeps to it", async () => {
  const { budget, fails, pass } = bucket();
  const waits = many(budget, PER_MINUTE + 2);
  assert.equal(waits.filter((wait) => wait === 0).length, PER_MINUTE);
  assert.deepEqual(waits.slice(PER_MINUTE), [100, 100], "until the next call is free");
  await fails();
  pass(100);
  assert.deepEqual(many(budget, 2), [0, 100]);
});
