// Where signing keys come from: the issuer's public key set, without a secret.

import assert from "node:assert/strict";
import { createClerkVerifier } from "../../../../supabase/functions/mcp/auth/clerk/verifier.ts";
import { RESOURCE } from "../../in_process.ts";
import { type FakeClerk, withFakeClerk } from "../fake_clerk.ts";

/** A verifier that knows no key. */
function outcomeWith({ apiUrl, issuer }: FakeClerk, token: string): Promise<string> {
  const expected = { issuer, resource: RESOURCE, audience: "required" } as const;
  return createClerkVerifier({ apiUrl }, expected)(token).then(({ outcome }) => outcome);
}

Deno.test("without any secret, JWTs are verified and opaque tokens rejected", () =>
  withFakeClerk(RESOURCE, async (clerk) => {
    assert.equal(await outcomeWith(clerk, await clerk.mint()), "verified");
    const forged = await clerk.mint({}, {}, clerk.foreignKey);
    assert.equal(await outcomeWith(clerk, forged), "rejected");
    assert.equal(await outcomeWith(clerk, clerk.mintOpaque()), "rejected");
    assert.deepEqual([...new Set(clerk.requests.map(({ path }) => path))], [
      "/.well-known/jwks.json",
    ]);
  }));

Deno.test("an issuer with its keys elsewhere names them in jwks_uri", () =>
  withFakeClerk(RESOURCE, async (clerk) => {
    clerk.keys.jwksUri = `${clerk.issuer}/elsewhere`;
    assert.equal(await outcomeWith(clerk, await clerk.mint()), "verified");
    const forged = await clerk.mint({}, {}, clerk.foreignKey);
    assert.equal(await outcomeWith(clerk, forged), "rejected");
  }));

for (const jwksUri of [undefined, null, 1, "", "/elsewhere", "http://example.com/", "ftp://x/"]) {
  Deno.test(`jwks_uri ${JSON.stringify(jwksUri)}: the keys are unknown, and no token is decided`, () =>
    withFakeClerk(RESOURCE, async (clerk) => {
      clerk.keys.jwksUri = jwksUri;
      assert.equal(await outcomeWith(clerk, await clerk.mint()), "unavailable");
    }));
}

Deno.test("after an outage jwks_uri is not read", () =>
  withFakeClerk(RESOURCE, async (clerk) => {
    for (const status of [429, 500, 503]) {
      clerk.faults.jwks = { status };
      assert.equal(await outcomeWith(clerk, await clerk.mint()), "unavailable", `${status}`);
    }
    assert.equal(clerk.requests.length, 3);
  }));
