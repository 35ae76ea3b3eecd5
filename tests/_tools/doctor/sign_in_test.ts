// Signing in one way after another: a refusal of one client's scopes leaves the next.

import assert from "node:assert/strict";
import { freeRedirectUri } from "../../../supabase/functions/_tools/doctor/redirect.ts";
import { signIn } from "../../../supabase/functions/_tools/doctor/sign_in.ts";
import { MCP, outcomes, visitOf } from "./fake_server.ts";

const ISSUER = "https://clerk.example.com";

/** @param errors what the browser comes back with, one after another */
async function signedIn(...errors: string[]) {
  const redirectUri = freeRedirectUri();
  const opened: (string | null)[] = [];
  const visit = visitOf(() => 404, {
    issuer: ISSUER,
    authorizationServer: { issuer: ISSUER, authorization_endpoint: `${ISSUER}/authorize` },
    challenge: { metadataUrl: MCP, scope: "profile" },
    waysToSignIn: [
      { clientId: "a", redirectUri, scope: "profile offline_access", client: "Claude Code" },
      { clientId: "b", redirectUri, scope: "profile" },
    ],
  });
  const findings = await Array.fromAsync(signIn(visit, (address) => {
    const { searchParams } = new URL(address);
    const back = new URL(redirectUri);
    back.searchParams.set("state", searchParams.get("state") ?? "");
    back.searchParams.set("error", errors[opened.push(searchParams.get("scope")) - 1] ?? "");
    void fetch(back).then((response) => response.body?.cancel());
  }));
  return { findings, opened };
}

Deno.test("scopes that are refused after sign-in stop Claude Code alone: the next way is tried", async () => {
  const { findings, opened } = await signedIn("invalid_scope", "access_denied");
  assert.deepEqual(opened, ["profile offline_access", "profile"]);
  assert.deepEqual(outcomes(findings), ["scope request: problem", "sign-in: problem"]);
  assert.deepEqual(findings[0]?.affects, ["Claude Code"]);
});

Deno.test("any other refusal ends it", async () => {
  const { findings, opened } = await signedIn("access_denied");
  assert.deepEqual(opened.length, 1);
  assert.deepEqual(outcomes(findings), ["sign-in: problem"]);
});

Deno.test("without a registered client it is unclear", async () => {
  const visit = visitOf(() => 404, { issuer: ISSUER, authorizationServer: { issuer: ISSUER } });
  assert.deepEqual(outcomes(await Array.fromAsync(signIn(visit, () => {}))), ["sign-in: unclear"]);
});
