// The memory of verified tokens: never wrong for longer than a minute, never without bounds.

import assert from "node:assert/strict";
import { tokenKey } from "../../../supabase/functions/mcp/auth/token_key.ts";
import { rememberVerified } from "../../../supabase/functions/mcp/auth/verified_tokens.ts";
import {
  rejected,
  type Verification,
  type VerifyAccessToken,
} from "../../../supabase/functions/mcp/auth/verification.ts";
import { verifyNames } from "../in_process.ts";

const START = 1_800_000_000_000;

function counted(verify: VerifyAccessToken, capacity?: number) {
  const calls: string[] = [];
  const clock = { now: START };
  const remembered = rememberVerified((token) => {
    calls.push(token);
    return verify(token);
  }, { now: () => clock.now, ...(capacity !== undefined && { capacity }) });
  return { calls, clock, remembered };
}

Deno.test("a verified token is not verified again for 55 seconds, then it is", async () => {
  const { calls, clock, remembered } = counted(verifyNames);
  const first = await remembered("alice");
  clock.now += 54_999;
  assert.equal(await remembered("alice"), first);
  assert.equal(calls.length, 1);
  clock.now += 1;
  await remembered("alice");
  assert.equal(calls.length, 2);
});

Deno.test("a new worker's first token is verified at once, without waiting for its hash", async () => {
  const { calls, remembered } = counted(verifyNames);
  const verification = remembered("alice");
  assert.deepEqual(calls, ["alice"]);
  assert.equal((await verification).outcome, "verified");
});

Deno.test("a token that comes again loads the faster hash", async () => {
  const { remembered } = counted(verifyNames);
  await remembered("alice");
  await remembered("alice");
  for (let turn = 0; turn < 100 && tokenKey("alice") instanceof Promise; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assert.equal(typeof tokenKey("alice"), "string");
});

Deno.test("a token is not remembered beyond its own expiry", async () => {
  const { calls, clock, remembered } = counted(async (token) => {
    const verification = await verifyNames(token);
    assert.equal(verification.outcome, "verified");
    const caller = { ...verification.caller, expiresAt: START / 1000 + 10 };
    return { ...verification, caller };
  });
  await remembered("alice");
  clock.now += 9_999;
  await remembered("alice");
  assert.equal(calls.length, 1);
  clock.now += 1;
  await remembered("alice");
  assert.equal(calls.length, 2);
});

Deno.test("refusals and outages are not remembered", async () => {
  for (const token of ["expired", "outage"]) {
    const { calls, remembered } = counted(verifyNames);
    await remembered(token);
    await remembered(token);
    assert.equal(calls.length, 2, token);
  }
});

Deno.test("two tokens are never taken for one another", async () => {
  const { remembered } = counted(verifyNames);
  await remembered("alice");
  const verification = await remembered("bob");
  assert.ok(verification.outcome === "verified" && verification.caller.userId === "user_bob");
});

Deno.test("calls at the same time share one verification, and its refusal", async () => {
  let answer: (verification: Verification) => void = () => {};
  const pending = new Promise<Verification>((resolve) => answer = resolve);
  const { calls, remembered } = counted(() => pending);
  const both = [remembered("alice"), remembered("alice")];
  answer(rejected("expired"));
  assert.deepEqual(await Promise.all(both), [rejected("expired"), rejected("expired")]);
  assert.equal(calls.length, 1);
});

Deno.test("beyond its capacity the oldest token is forgotten, and only that", async () => {
  const { calls, remembered } = counted(verifyNames, 2);
  for (const token of ["alice", "bob", "carol"]) await remembered(token);
  calls.length = 0;
  for (const token of ["bob", "carol", "alice"]) await remembered(token);
  assert.deepEqual(calls, ["alice"]);
});
