// signIn(): after a refusal of one client's scopes, the next client is tried.

import assert from "node:assert/strict";
import { freeRedirectUri } from "../../../supabase/functions/_tools/doctor/redirect.ts";
import { signIn } from "../../../supabase/functions/_tools/doctor/sign_in.ts";
import { MCP, outcomes, sessionWith } from "./fake_server.ts";

const ISSUER = "https://clerk.example.com";

/** @param errors the error of each redirect, in order */
async function signedIn(...errors: string[]) {
  const redirectUri = freeRedirectUri();
  const opened: (string | null)[] = [];
  const session = sessionWith(() => 404, {
    issuer: ISSUER,
    authorizationServer: { issuer: ISSUER, authorization_endpoint: `${ISSUER}/authorize` },
    challenge: { metadataUrl: MCP, scope: "profile" },
    signInAttempts: [
      { clientId: "a", redirectUri, scope: "profile offline_access", client: "Claude Code" },
      { clientId: "b", redirectUri, scope: "profile" },
    ],
  });
  const findings = await Array.fromAsync(signIn(session, (address) => {
    const { searchParams } = new URL(address);
    const redirect = new URL(redirectUri);
    redirect.searchParams.set("state", searchParams.get("state") ?? "");
    redirect.searchParams.set("error", errors[opened.push(searchParams.get("scope")) - 1] ?? "");
    void fetch(redirect).then((response) => response.body?.cancel());
  }));
  return { findings, opened };
}

Deno.test("signIn() with invalid_scope for Claude Code tries the next client", async () => {
  const { findings, opened } = await signedIn("invalid_scope", "access_denied");
  assert.deepEqual(opened, ["profile offline_access", "profile"]);
  assert.deepEqual(outcomes(findings), ["scope request: problem", "sign-in: problem"]);
  assert.deepEqual(findings[0]?.affects, ["Claude Code"]);
});

Deno.test("signIn() with another error stops", async () => {
  const { findings, opened } = await signedIn("access_denied");
  assert.deepEqual(opened.length, 1);
  assert.deepEqual(outcomes(findings), ["sign-in: problem"]);
});

Deno.test("signIn() without a registered client → unclear", async () => {
  const session = sessionWith(() => 404, {
    issuer: ISSUER,
    authorizationServer: { issuer: ISSUER },
  });
  assert.deepEqual(outcomes(await Array.fromAsync(signIn(session, () => {}))), [
    "sign-in: unclear",
  ]);
});
