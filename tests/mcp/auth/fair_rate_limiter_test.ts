// How often an honest client must try with a new opaque token while others are invented and repeated, by a clock
// that the tests put forward.

import assert from "node:assert/strict";
import { createOpaqueVerifier } from "../../../supabase/functions/mcp/auth/clerk/opaque_verifier.ts";
import { createFairRateLimiter } from "../../../supabase/functions/mcp/auth/fair_rate_limiter.ts";
import { hashFaster } from "../../../supabase/functions/mcp/auth/token_key.ts";
import { rejected } from "../../../supabase/functions/mcp/auth/verification.ts";
import { verifyNames } from "../in_process.ts";

const START = 1_800_000_000_000;

// Hundreds of thousands of tokens are hashed here.
hashFaster();

/** A flood: new tokens a second, how often each is sent, and the milliseconds between. */
interface Flood {
  rate: number;
  times: number;
  pauseMs: number;
}

/** @returns tries of ten honest tokens, one a second, each just after a part of the flood; questions in ten seconds */
async function tryDuring({ rate, times, pauseMs }: Flood, perTenSeconds: number) {
  let now = START;
  const introspected: number[] = [];
  const verify = createOpaqueVerifier({
    introspect: async (token) => {
      introspected.push(now);
      return token.startsWith("good") ? await verifyNames(token) : rejected("not_active");
    },
    perTenSeconds,
    isOutage: () => false,
    isRateLimit: () => false,
    now: () => now,
  });
  const outcomeOf = (token: string) => verify(token).then(({ outcome }) => outcome, () => "503");
  const floodFor = async (ms: number) => {
    for (const end = now + ms; now < end;) {
      now += 100;
      for (let time = 0; time < times; time++) {
        const first = (now - time * pauseMs) * rate / 1_000;
        for (let i = 0; i < rate / 10; i++) await outcomeOf(`invented ${first + i}`);
      }
    }
  };
  await floodFor(times * pauseMs + 5_000);
  const tries = Array.from({ length: 10 }, () => 0);
  for (let second = 0; second < 100; second++) {
    for (const [user] of tries.entries()) {
      if (second < user || tries[user]! < 0) continue;
      tries[user]! += 1;
      if (await outcomeOf(`good${user}`) === "verified") tries[user]! *= -1;
    }
    if (tries.every((count) => count < 0)) break;
    await floodFor(1_000);
  }
  const inTenSeconds = introspected.map((at, i) =>
    i + 1 - introspected.findIndex((other) => other > at - 10_000)
  );
  return { tries: tries.map((count) => -count), most: Math.max(...inTenSeconds) };
}

for (const rate of [60, 200, 1_000]) {
  for (const times of [1, 2, 3]) {
    Deno.test(`${rate} invented tokens a second, each ${times} times: an honest one needs one more try`, async () => {
      const { tries, most } = await tryDuring({ rate, times, pauseMs: 100 }, 1_000);
      assert.ok(tries.every((count) => count > 0 && count <= times + 1), `${tries}`);
      assert.ok(most <= 700, `${most} questions in ten seconds`);
    });
  }
}

const OTHERS: [Flood, { perTenSeconds: number; tries: number }][] = [
  [{ rate: 200, times: 2, pauseMs: 5_000 }, { perTenSeconds: 1_000, tries: 3 }],
  [{ rate: 100, times: 10, pauseMs: 1_000 }, { perTenSeconds: 1_000, tries: 11 }],
  [{ rate: 60, times: 30, pauseMs: 100 }, { perTenSeconds: 1_000, tries: 32 }],
  [{ rate: 60, times: 1, pauseMs: 100 }, { perTenSeconds: 100, tries: 2 }],
  [{ rate: 1_000, times: 3, pauseMs: 100 }, { perTenSeconds: 100, tries: 5 }],
];
for (const [flood, { perTenSeconds, tries }] of OTHERS) {
  const what = `${flood.rate} a second, ${flood.times} times, every ${flood.pauseMs} ms`;
  Deno.test(`${what}; Clerk answers ${perTenSeconds}: ${tries} tries at most`, async () => {
    const outcome = await tryDuring(flood, perTenSeconds);
    assert.ok(outcome.tries.every((count) => count > 0 && count <= tries), `${outcome.tries}`);
    assert.ok(outcome.most <= 0.7 * perTenSeconds, `${outcome.most} questions in ten seconds`);
  });
}

/**
 * Workers in one flood of new tokens, whose good tokens are verified again each minute, before a Clerk that answers
 * 100 questions in each ten seconds.
 * @returns the part of the good tokens' questions that was refused, in ten minutes
 */
async function refusedOfGood(workers: number): Promise<number> {
  let now = START;
  let introspected = 0;
  const limit = new Error("limit");
  const verifiers = Array.from({ length: workers }, () =>
    createOpaqueVerifier({
      introspect: async (token) => {
        if (++introspected > 100) throw limit;
        return token.startsWith("good") ? await verifyNames(token) : rejected("not_active");
      },
      perTenSeconds: 100,
      isOutage: (error) => error === limit,
      isRateLimit: (error) => error === limit,
      now: () => now,
    }));
  for (const [at, verify] of verifiers.entries()) await verify(`good${at}`);
  let [questions, refused] = [0, 0];
  for (let tick = 1; tick <= 10 * 60 * 5; tick++) {
    now += 200;
    if (tick % 50 === 0) introspected = 0;
    for (const [at, verify] of verifiers.entries()) {
      for (let i = 0; i < 4; i++) await verify(`invented ${tick} ${at} ${i}`).catch(() => {});
      if ((tick + at * 37) % 280) continue;
      questions += 1;
      await verify(`good${at}`).catch(() => refused += 1);
    }
  }
  return refused / questions;
}

for (const [workers, most] of [[2, 0], [4, 0.05], [8, 0.05]] as const) {
  Deno.test(`a flood of ${workers} workers refuses ${most * 100}% of the good tokens at most`, async () => {
    const part = await refusedOfGood(workers);
    assert.ok(part <= most, `${(part * 100).toFixed(1)}% were refused`);
  });
}

/** No turn is left for a key's first try. */
function usedUp() {
  const turns = createFairRateLimiter(300, 0, () => START);
  for (let i = 0; i < 150; i++) assert.ok(turns.tryAcquire(`first ${i}`));
  return turns;
}

Deno.test("half of the turns are left to keys that come again, all of them to those that come often", () => {
  const turns = usedUp();
  assert.ok(!turns.tryAcquire("key"));
  for (let i = 0; i < 3; i++) assert.ok(turns.tryAcquire("key"), "3 for a key with one try");
  assert.ok(!turns.tryAcquire("key"));
  const keys = Array.from({ length: 1_000 }, (_, i) => `again ${i}`);
  let taken = 0;
  for (let round = 0; round < 100; round++) {
    taken += keys.filter((key) => turns.tryAcquire(key)).length;
  }
  assert.equal(taken, 147);
});

Deno.test("a forgotten key begins again", () => {
  const turns = usedUp();
  for (const key of ["kept", "forgotten"]) assert.ok(!turns.tryAcquire(key));
  turns.forget("forgotten");
  assert.ok(!turns.tryAcquire("forgotten"));
  assert.ok(turns.tryAcquire("kept"));
});

Deno.test("the limiter remembers the tries of the last 50,000 keys, and of at most 100,000", () => {
  for (const [others, remembered] of [[49_998, true], [100_000, false]] as const) {
    const turns = usedUp();
    assert.ok(!turns.tryAcquire("key"));
    for (let i = 0; i < others; i++) turns.tryAcquire(`other ${i}`);
    assert.equal(turns.tryAcquire("key"), remembered);
  }
});
