// When Clerk fails, a token's state is unknown: 503, never 401, and only while the outage lasts.

import assert from "node:assert/strict";
import { createClerkVerifier } from "../../../supabase/functions/mcp/auth/clerk/verifier.ts";
import { RESOURCE } from "../in_process.ts";
import { FAULTS } from "./faults.ts";
import { type FakeClerk, startFakeClerk } from "./fake_clerk.ts";

/** Looks at a clock that a test may put forward. */
function verifierOf({ apiUrl, issuer, secretKey }: FakeClerk, clock = { now: 0 }) {
  const expected = { issuer, resource: RESOURCE, audience: "required" } as const;
  return createClerkVerifier({ apiUrl, secretKey }, expected, () => clock.now);
}

const FACTOR = 10;

/** Timeouts take a tenth of their time until `restore()`. @returns `limits`: the requested milliseconds */
function shortenTimeouts() {
  const { timeout } = AbortSignal;
  const limits: number[] = [];
  AbortSignal.timeout = (ms) => {
    limits.push(ms);
    return timeout.call(AbortSignal, ms / FACTOR);
  };
  return { limits, restore: () => void (AbortSignal.timeout = timeout) };
}

for (const endpoint of ["jwks", "verify"] as const) {
  Deno.test(`${endpoint} endpoint: any failure leaves the token undecided, and the next request recovers`, async (t) => {
    const clerk = await startFakeClerk(RESOURCE);
    const token = endpoint === "jwks" ? await clerk.mint() : clerk.mintOpaque();
    for (const [name, fault] of FAULTS) {
      await t.step(name, async () => {
        const clock = { now: 0 };
        const verify = verifierOf(clerk, clock);
        clerk.faults[endpoint] = fault;
        assert.equal((await verify(token)).outcome, "unavailable");
        delete clerk.faults[endpoint];
        clock.now += 1_000;
        assert.equal((await verify(token)).outcome, "verified");
      });
    }
    await t.step("no connection", async () => {
      const clock = { now: 0 };
      const verify = verifierOf(clerk, clock);
      await clerk.disconnect();
      assert.equal((await verify(token)).outcome, "unavailable");
      clerk.reconnect();
      clock.now += 1_000;
      assert.equal((await verify(token)).outcome, "verified");
    });
    await clerk.stop();
  });
}

Deno.test({
  name: "a Clerk that never answers is given up within five seconds, and spared for one",
  // What was given up on goes on in Clerk's client until the fake stops; it has no way to cancel.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const clerk = await startFakeClerk(RESOURCE);
    clerk.faults.jwks = clerk.faults.verify = { delay: "forever" };
    const clock = { now: 0 };
    const verify = verifierOf(clerk, clock);
    const { limits, restore } = shortenTimeouts();
    const started = performance.now();
    const tokens = [await clerk.mint(), clerk.mintOpaque()];
    const outcomes = await Promise.all(tokens.map(verify)).finally(restore);
    const elapsed = FACTOR * (performance.now() - started);
    assert.deepEqual(outcomes.map(({ outcome }) => outcome), ["unavailable", "unavailable"]);
    assert.equal(limits.length, 2, "one try each");
    for (const limit of limits) assert.ok(limit > 4_000 && limit < 5_000, `${limit} ms`);
    assert.ok(elapsed > 4_000, `${elapsed} ms`);
    delete clerk.faults.jwks;
    delete clerk.faults.verify;
    const sent = clerk.requests.length;
    for (const token of [await clerk.mint(), clerk.mintOpaque()]) {
      assert.equal((await verify(token)).outcome, "unavailable");
    }
    assert.equal(clerk.requests.length, sent);
    clock.now += 1_000;
    assert.equal((await verify(clerk.mintOpaque())).outcome, "verified");
    assert.equal((await verify(await clerk.mint())).outcome, "verified");
    await clerk.stop();
  },
});

Deno.test("after Clerk's 429 no request is sent for a second", async () => {
  const clerk = await startFakeClerk(RESOURCE);
  const clock = { now: 0 };
  const verify = verifierOf(clerk, clock);
  clerk.faults.verify = { status: 429, body: "{}" };
  for (let call = 0; call < 20; call++) {
    assert.equal((await verify(clerk.mintOpaque())).outcome, "unavailable");
  }
  assert.equal(clerk.requests.length, 1);
  clock.now += 1_000;
  const crowd = Array.from({ length: 20 }, () => verify(clerk.mintOpaque()));
  const outcomes = (await Promise.all(crowd)).map(({ outcome }) => outcome);
  assert.ok(outcomes.every((outcome) => outcome === "unavailable"));
  assert.equal(clerk.requests.length, 2, "one tries for all");
  await clerk.stop();
});

Deno.test("Clerk's failure for one token does not affect another user's token", async () => {
  const clerk = await startFakeClerk(RESOURCE);
  const verify = verifierOf(clerk);
  clerk.faults.verify = { status: 500 };
  assert.equal((await verify(`oat_${"strange".repeat(5)}`)).outcome, "unavailable");
  delete clerk.faults.verify;
  assert.equal((await verify(clerk.mintOpaque())).outcome, "verified");
  await clerk.stop();
});

Deno.test("the cause of a failure names the requested object and Clerk's answer", async () => {
  const clerk = await startFakeClerk(RESOURCE);
  const body = '{"errors":[{"code":"clerk_key_invalid","message":"m","long_message":"m"}]}';
  clerk.faults.jwks = clerk.faults.verify = { status: 401, body };
  const verify = verifierOf(clerk);
  for (
    const [token, question] of [[await clerk.mint(), "signing keys"], [
      clerk.mintOpaque(),
      "an opaque token",
    ]] as const
  ) {
    const verification = await verify(token);
    assert.ok(verification.outcome === "unavailable");
    assert.match(
      String(verification.cause),
      new RegExp(`for ${question} failed: 401 clerk_key_invalid`),
    );
    assert.ok(!String(verification.cause).includes(token));
  }
  await clerk.stop();
});

Deno.test("twenty simultaneous calls on a cold start fetch the keys once", async () => {
  const clerk = await startFakeClerk(RESOURCE);
  const verify = verifierOf(clerk);
  const tokens = await Promise.all(
    Array.from({ length: 20 }, (_, i) => clerk.mint({ jti: `${i}` })),
  );
  const results = await Promise.all(tokens.map(verify));
  assert.ok(results.every(({ outcome }) => outcome === "verified"));
  assert.equal(clerk.requests.length, 1);
  await clerk.stop();
});

Deno.test("a rotated key is found without a restart", async () => {
  const clerk = await startFakeClerk(RESOURCE);
  const added = await clerk.addKey("ins_new");
  const result = await verifierOf(clerk)(await clerk.mint({}, { kid: "ins_new" }, added));
  assert.equal(result.outcome, "verified");
  await clerk.stop();
});
