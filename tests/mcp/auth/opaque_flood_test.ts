// A flood of invented opaque tokens on the whole verifier, before a Clerk that counts its questions.

import assert from "node:assert/strict";
import {
  createIntrospection,
  createKeySetFetch,
} from "../../../supabase/functions/mcp/auth/clerk/api.ts";
import { createClerkVerifier } from "../../../supabase/functions/mcp/auth/clerk/verifier.ts";
import { rememberVerified } from "../../../supabase/functions/mcp/auth/verified_tokens.ts";
import { RESOURCE } from "../in_process.ts";
import { type FakeClerk, withFakeClerk } from "./fake_clerk.ts";

const invented = () => `oat_${crypto.randomUUID()}`;

/** A worker as `index.ts` builds it, by a clock that a test may put forward. */
function workerOf({ apiUrl, issuer, secretKey }: FakeClerk) {
  const clock = { now: Date.now() };
  const now = () => clock.now;
  const expected = { issuer, resource: RESOURCE, audience: "required" } as const;
  const verify = rememberVerified(createClerkVerifier({ apiUrl, secretKey }, expected, now), {
    now,
  });
  return { clock, outcomeOf: async (token: string) => (await verify(token)).outcome };
}

Deno.test("the same invented token a hundred times, and all that is like it, asks Clerk once", () =>
  withFakeClerk(RESOURCE, async (clerk) => {
    const { outcomeOf } = workerOf(clerk);
    const token = invented();
    for (let i = 0; i < 100; i++) assert.equal(await outcomeOf(token), "rejected");
    for (
      const like of [`${token}=`, `${token}==`, `${token}.`, `${token}~`, `${token}/`, "oat_x"]
    ) {
      assert.equal(await outcomeOf(like), "rejected", like);
    }
    assert.equal(clerk.requests.length, 1);
  }));

Deno.test("with Clerk's limit used up, JWTs and remembered opaque tokens go on, and good ones come back", () =>
  withFakeClerk(RESOURCE, async (clerk) => {
    const { clock, outcomeOf } = workerOf(clerk);
    const [jwt, opaque, other] = [await clerk.mint(), clerk.mintOpaque(), clerk.mintOpaque()];
    for (const token of [jwt, opaque, other]) assert.equal(await outcomeOf(token), "verified");
    clerk.faults.verify = clerk.faults.jwks = { status: 429, body: "{}" };
    await Promise.all(Array.from({ length: 500 }, () => outcomeOf(invented())));
    assert.equal(await outcomeOf(opaque), "verified");
    assert.equal(await outcomeOf(await clerk.mint({ jti: "new" })), "verified");
    clock.now += 56_000;
    assert.equal(await outcomeOf(opaque), "unavailable", "may have been revoked");
    delete clerk.faults.verify;
    clock.now += 1_000;
    const crowd = Array.from({ length: 500 }, () => outcomeOf(invented()));
    assert.equal(await outcomeOf(opaque), "verified");
    assert.equal(await outcomeOf(other), "verified");
    await Promise.all(crowd);
  }));

Deno.test("a revoked opaque token is refused within a minute, also during a flood", () =>
  withFakeClerk(RESOURCE, async (clerk) => {
    const { clock, outcomeOf } = workerOf(clerk);
    const token = clerk.mintOpaque();
    assert.equal(await outcomeOf(token), "verified");
    clerk.revoke(token);
    await Promise.all(Array.from({ length: 500 }, () => outcomeOf(invented())));
    clock.now += 55_000;
    assert.equal(await outcomeOf(token), "rejected");
  }));

Deno.test("a redirect is an outage: neither the key nor a token follows it", async () => {
  const followed: string[] = [];
  const silent = { port: 0, hostname: "127.0.0.1", onListen: () => {} };
  const target = Deno.serve(silent, (request) => {
    followed.push(new URL(request.url).pathname);
    return Response.json({});
  });
  for (const status of [301, 302, 303, 307, 308]) {
    const api = Deno.serve(silent, (request) => {
      const { pathname } = new URL(request.url);
      // Also on the same host: only another host, and another scheme, would lose the header.
      if (pathname.startsWith("/elsewhere")) followed.push(pathname);
      const origin = status % 2 ? `http://127.0.0.1:${target.addr.port}` : "";
      return new Response(null, { status, headers: { Location: `${origin}/elsewhere` } });
    });
    const origin = `http://127.0.0.1:${api.addr.port}`;
    await assert.rejects(createKeySetFetch(origin)());
    await assert.rejects(createIntrospection("sk_test_x", origin)(invented()));
    await api.shutdown();
  }
  await target.shutdown();
  assert.deepEqual(followed, []);
});
