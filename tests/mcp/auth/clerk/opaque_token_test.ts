// What the authorization server's answer about an opaque token comes to.

import assert from "node:assert/strict";
import { judgeOpaqueToken } from "../../../../supabase/functions/mcp/auth/clerk/opaque_token.ts";

const expected = {
  issuer: "https://clerk.example.com",
  resource: "https://project.supabase.co/functions/v1/mcp",
  audience: "required",
} as const;
const answer = {
  id: "oat_1",
  client_id: "client",
  subject: "user_a",
  scopes: ["profile"],
  revoked: false,
  expired: false,
  expiration: 1_800_000_000,
  aud: [expected.resource],
};

Deno.test("an expiry is in seconds, from either unit", () => {
  for (const expiration of [1_800_000_000, 1_800_000_000_000]) {
    const verification = judgeOpaqueToken({ ...answer, expiration }, expected, 0);
    assert.ok(verification.outcome === "verified");
    assert.equal(verification.caller.expiresAt, 1_800_000_000);
  }
});

Deno.test("an expiry in the past means expired, even if the flag denies it", () => {
  for (const expiration of [1_700_000_000, 0, -1]) {
    const verification = judgeOpaqueToken({ ...answer, expiration }, expected, 1_700_000_000_000);
    assert.deepEqual(verification, { outcome: "rejected", reason: "not_active" });
  }
});

Deno.test("an unknown answer says nothing about the token", () => {
  for (
    const odd of [null, "text", {}, { ...answer, scopes: "profile" }, {
      ...answer,
      expiration: null,
    }]
  ) {
    assert.throws(() => judgeOpaqueToken(odd, expected), JSON.stringify(odd));
  }
});

Deno.test('aud: null counts as missing, aud: "" as wrong, in both modes', () => {
  const outcomeOf = (aud: unknown, audience: "required" | "if-present") => {
    const verification = judgeOpaqueToken({ ...answer, aud }, { ...expected, audience }, 0);
    return verification.outcome === "rejected" ? verification.reason : verification.outcome;
  };
  assert.equal(outcomeOf(null, "required"), "missing_audience");
  assert.equal(outcomeOf(null, "if-present"), "verified");
  assert.equal(outcomeOf("", "required"), "wrong_audience");
  assert.equal(outcomeOf("", "if-present"), "wrong_audience");
});
