// When Clerk fails, nothing is known about a token: 503, never 401, and never for ever.

import assert from "node:assert/strict";
import { createClerkVerifier } from "../../../supabase/functions/mcp/auth/clerk.ts";
import { RESOURCE } from "../in_process.ts";
import type { Fault } from "./fake_backend_api.ts";
import { type FakeClerk, startFakeClerk } from "./fake_clerk.ts";

const FAULTS: [string, Fault][] = [
  ["500", { status: 500 }],
  ["429", { status: 429, retryAfter: 1 }],
  ["an HTML page", { status: 200, contentType: "text/html", body: "<h1>Sorry</h1>" }],
  ["HTML with 502", { status: 502, contentType: "text/html", body: "<h1>Sorry</h1>" }],
  ["an odd object", { status: 200, contentType: "application/json", body: '{"odd":true}' }],
  ["null", { status: 200, contentType: "application/json", body: "null" }],
  ["JSON with a charset", {
    status: 200,
    contentType: "application/json; charset=utf-8",
    body: "{}",
  }],
  ["no content", { status: 204 }],
  ["a proxy's 404", { status: 404, contentType: "text/html", body: "<h1>Not found</h1>" }],
  ["a 404 without an error of Clerk's", { status: 404, body: '{"errors":[]}' }],
  ["our secret refused", { status: 401, contentType: "application/json", body: '{"errors":[]}' }],
];

function verifierOf({ apiUrl, issuer, secretKey }: FakeClerk) {
  const expected = { issuer, resource: RESOURCE, audience: "required" } as const;
  return createClerkVerifier({ apiUrl, secretKey }, expected);
}

for (const endpoint of ["jwks", "verify"] as const) {
  Deno.test(`${endpoint} endpoint: whatever fails, nothing is said of the token, and it recovers`, async (t) => {
    const clerk = await startFakeClerk(RESOURCE);
    const token = endpoint === "jwks" ? await clerk.mint() : clerk.mintOpaque();
    for (const [name, fault] of FAULTS) {
      await t.step(name, async () => {
        const verify = verifierOf(clerk);
        clerk.faults[endpoint] = fault;
        assert.equal((await verify(token)).outcome, "unavailable");
        delete clerk.faults[endpoint];
        assert.equal((await verify(token)).outcome, "verified");
      });
    }
    await t.step("no connection", async () => {
      const verify = verifierOf(clerk);
      await clerk.disconnect();
      assert.equal((await verify(token)).outcome, "unavailable");
      clerk.reconnect();
      assert.equal((await verify(token)).outcome, "verified");
    });
    await clerk.stop();
  });
}

Deno.test({
  name: "a Clerk that never answers is given up after five seconds",
  // What was given up on goes on in Clerk's client until the fake stops; it has no way to cancel.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const clerk = await startFakeClerk(RESOURCE);
    clerk.faults.jwks = clerk.faults.verify = { delay: "forever" };
    const verify = verifierOf(clerk);
    const started = performance.now();
    const outcomes = await Promise.all([verify(await clerk.mint()), verify(clerk.mintOpaque())]);
    const elapsed = performance.now() - started;
    assert.deepEqual(outcomes.map(({ outcome }) => outcome), ["unavailable", "unavailable"]);
    assert.ok(elapsed > 4_500 && elapsed < 7_000, `${elapsed} ms`);
    delete clerk.faults.jwks;
    assert.equal((await verify(await clerk.mint())).outcome, "verified");
    await clerk.stop();
  },
});

Deno.test("the operator is told what Clerk was asked for and what it answered", async () => {
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
      new RegExp(`asked for ${question} .* 401 clerk_key_invalid`),
    );
    assert.ok(!String(verification.cause).includes(token));
  }
  await clerk.stop();
});

Deno.test("twenty calls at once on a cold start ask for the keys once", async () => {
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
