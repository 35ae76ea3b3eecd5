// How often opaque tokens are introspected, and which tokens never wait for others.

import assert from "node:assert/strict";
import { createOpaqueVerifier } from "../../../../supabase/functions/mcp/auth/clerk/opaque_verifier.ts";
import {
  rejected,
  type Verification,
} from "../../../../supabase/functions/mcp/auth/verification.ts";
import { verifyNames } from "../../in_process.ts";

const START = 1_800_000_000_000;
const OVERLOADED = new Error("overloaded");
/** Of the limit of 100, at once: for tokens that come once, and for those that come again. */
const [FIRST, AGAIN] = [15, 15];
/** … and in a second. */
const PER_SECOND = 4;

/** A server that knows the tokens that begin with `good`, until it is overloaded or forgets one. */
function serve() {
  const clock = { now: START };
  const state = { overloaded: false, revoked: new Set<string>(), introspected: [] as string[] };
  const ask = async (token: string): Promise<Verification> => {
    state.introspected.push(token);
    await Promise.resolve();
    if (state.overloaded) throw OVERLOADED;
    if (!token.startsWith("good") || state.revoked.has(token)) return rejected("not_active");
    return await verifyNames(token);
  };
  const verify = createOpaqueVerifier({
    introspect: ask,
    perTenSeconds: 100,
    isOutage: (error) => error === OVERLOADED,
    isRateLimit: () => false,
    now: () => clock.now,
  });
  /** As the caller of a verifier sees it. */
  const outcomeOf = async (token: string) => {
    return await verify(token).then(({ outcome }) => outcome, () => "unavailable");
  };
  return { clock, state, outcomeOf };
}

/** Invented tokens: these, or that number of new ones. @returns how many were introspected */
async function flood(outcomeOf: (token: string) => Promise<string>, what: number | string[]) {
  const tokens = typeof what === "number"
    ? Array.from({ length: what }, () => crypto.randomUUID())
    : what;
  const outcomes = tokens.map(outcomeOf);
  return (await Promise.all(outcomes)).filter((outcome) => outcome === "rejected").length;
}

Deno.test("an invented token costs one introspection a minute, at any rate", async () => {
  const { clock, state, outcomeOf } = serve();
  for (let second = 0; second < 60; second++) {
    for (let i = 0; i < 10; i++) assert.equal(await outcomeOf("invented"), "rejected");
    clock.now += 999;
  }
  assert.equal(state.introspected.length, 1);
  clock.now += 1_000;
  assert.equal(await outcomeOf("invented"), "rejected");
  assert.equal(state.introspected.length, 2);
});

Deno.test("simultaneous uses of one token share one introspection", async () => {
  const { state, outcomeOf } = serve();
  for (const [token, expected] of [["good", "verified"], ["invented", "rejected"]] as const) {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(token)));
    assert.deepEqual(new Set(outcomes), new Set([expected]));
  }
  assert.deepEqual(state.introspected, ["good", "invented"]);
});

Deno.test("invented tokens use at most seven tenths of the limit, half of it when none comes twice", async () => {
  for (const [again, most] of [[false, 55], [true, 70]] as const) {
    const { clock, state, outcomeOf } = serve();
    const tokens = Array.from({ length: 1_000 }, () => crypto.randomUUID());
    assert.equal(await flood(outcomeOf, tokens), FIRST);
    for (let i = 0; i < 100; i++) {
      clock.now += 100;
      await flood(outcomeOf, again ? tokens : 100);
    }
    assert.equal(state.introspected.length, most);
  }
});

Deno.test("a new good token passes a flood of different values with its second try", async () => {
  const { state, outcomeOf } = serve();
  await flood(outcomeOf, 1_000);
  assert.equal(await outcomeOf("good"), "unavailable", "never called bad");
  await flood(outcomeOf, 500);
  assert.equal(await outcomeOf("good"), "verified");
  assert.ok(state.introspected.length <= FIRST + AGAIN);
});

Deno.test("an invented token goes before others once, not every minute", async () => {
  const { clock, state, outcomeOf } = serve();
  await flood(outcomeOf, 1_000);
  const tokens = Array.from({ length: AGAIN }, () => crypto.randomUUID());
  while (await flood(outcomeOf, tokens) < tokens.length) clock.now += 100;
  clock.now += 61_000;
  await flood(outcomeOf, 1_000);
  state.introspected.length = 0;
  assert.equal(await flood(outcomeOf, tokens), 0);
  assert.equal(state.introspected.length, 0);
});

Deno.test("a once good token is introspected again in the middle of a flood", async () => {
  const { clock, state, outcomeOf } = serve();
  for (let user = 0; user < FIRST; user++) await outcomeOf(`good${user}`);
  clock.now += 56_000;
  await flood(outcomeOf, 5_000);
  state.introspected.length = 0;
  for (let user = 0; user < FIRST; user++) assert.equal(await outcomeOf(`good${user}`), "verified");
  assert.equal(state.introspected.length, FIRST);
});

Deno.test("a once good token is unknown after its expiry", async () => {
  const { clock, outcomeOf } = serve();
  assert.equal(await outcomeOf("good"), "verified");
  clock.now = 4_000_000_000_000;
  await flood(outcomeOf, 1_000);
  assert.equal(await outcomeOf("good"), "unavailable");
});

Deno.test("a revoked token is rejected at the next introspection, and then costs one a minute", async () => {
  const { clock, state, outcomeOf } = serve();
  assert.equal(await outcomeOf("good"), "verified");
  state.revoked.add("good");
  for (let i = 0; i < 5; i++) assert.equal(await outcomeOf("good"), "rejected");
  assert.equal(state.introspected.length, 2);
  clock.now += 60_000;
  await flood(outcomeOf, 1_000);
  assert.equal(await outcomeOf("good"), "unavailable", "no longer one that was good");
});

Deno.test("an overload is no rejection, and leaves no memory of the token", async () => {
  const { clock, state, outcomeOf } = serve();
  state.overloaded = true;
  assert.equal(await outcomeOf("good"), "unavailable");
  assert.equal(await outcomeOf("invented"), "unavailable");
  state.overloaded = false;
  clock.now += 1_000;
  assert.equal(await outcomeOf("good"), "verified");
  assert.equal(await outcomeOf("invented"), "rejected");
});

Deno.test("while the server is overloaded, unknown tokens never take a good one's try", async () => {
  const { clock, state, outcomeOf } = serve();
  for (const token of ["good1", "good2"]) await outcomeOf(token);
  state.overloaded = true;
  assert.equal(await outcomeOf("good1"), "unavailable");
  await flood(outcomeOf, 100); // the first of them come before there is an answer
  for (let second = 0; second < 5; second++) {
    clock.now += 1_000;
    state.introspected.length = 0;
    await flood(outcomeOf, 100);
    assert.equal(state.introspected.length, 1, "one unknown token tries for all of them");
    state.overloaded = second < 4;
    assert.equal(await outcomeOf("good2"), second < 4 ? "unavailable" : "verified");
    assert.equal(state.introspected.at(-1), "good2");
  }
});

Deno.test("an outage uses up no tries: new good tokens pass as soon as it ends", async () => {
  const { clock, state, outcomeOf } = serve();
  state.overloaded = true;
  for (let second = 0; second < 5; second++) {
    await flood(outcomeOf, 1_000);
    clock.now += 1_000;
  }
  state.overloaded = false;
  const tokens = Array.from({ length: FIRST }, (_, user) => `good${user}`);
  for (const token of tokens) assert.equal(await outcomeOf(token), "verified");
});

Deno.test("a clock set back neither admits nor blocks tokens", async () => {
  const { clock, state, outcomeOf } = serve();
  await flood(outcomeOf, 1_000);
  clock.now -= 3_600_000;
  assert.equal(await flood(outcomeOf, 1_000), 0);
  clock.now += 1_000;
  assert.equal(await flood(outcomeOf, 1_000), PER_SECOND);
  assert.equal(state.introspected.length, FIRST + PER_SECOND);
});
