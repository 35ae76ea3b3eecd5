// Registration, and the verdict on scopes before sign-in.

import assert from "node:assert/strict";
import { mayRequest, register } from "../../../supabase/functions/_tools/doctor/probe.ts";
import { sessionWith } from "./fake_server.ts";

const BACK = "http://127.0.0.1:1/callback";
const authorizationServer = { authorization_endpoint: "https://clerk.example.com/authorize" };

function redirecting(location: string): Response {
  return new Response(null, { status: 303, headers: { Location: location } });
}

const VERDICTS: Record<string, [answer: Response, kind: string]> = {
  "a redirect with invalid_scope": [redirecting(`${BACK}?error=invalid_scope`), "refused"],
  "invalid_scope in a fragment": [redirecting(`${BACK}#error=invalid_scope`), "refused"],
  "a page that says invalid_scope": [new Response("invalid_scope", { status: 400 }), "refused"],
  "a redirect to sign-in": [redirecting("/sign-in"), "passes"],
  "a redirect with a code": [redirecting(`${BACK}?code=1`), "passes"],
  "a page": [new Response("<html>"), "passes"],
  "another error": [redirecting(`${BACK}?error=server_error`), "unknown"],
  "another refusal": [new Response("no such client", { status: 400 }), "unknown"],
  "an outage": [new Response("", { status: 503 }), "unknown"],
};

for (const [what, [answer, kind]] of Object.entries(VERDICTS)) {
  Deno.test(`mayRequest() with ${what} → ${kind}`, async () => {
    const session = sessionWith(() => answer.clone(), { authorizationServer });
    const verdict = await mayRequest(session, { clientId: "a" }, BACK, "profile");
    assert.equal(verdict.kind, kind);
  });
}

Deno.test("the authorization request has client, scope, resource and PKCE challenge", async () => {
  let requested: URL | undefined;
  const session = sessionWith((url) => {
    requested = url;
    return {};
  }, { authorizationServer });
  await mayRequest(session, { clientId: "a" }, BACK, "profile offline_access");
  const { code_challenge = "", state = "", ...rest } = Object.fromEntries(
    requested?.searchParams ?? [],
  );
  assert.ok(code_challenge.length > 40 && state.length > 20);
  assert.deepEqual(rest, {
    response_type: "code",
    client_id: "a",
    redirect_uri: BACK,
    scope: "profile offline_access",
    code_challenge_method: "S256",
    resource: session.url,
  });
});

Deno.test("register() without a scope sends none", async () => {
  const bodies: Record<string, unknown>[] = [];
  const session = sessionWith((_, init) => {
    bodies.push(JSON.parse(String(init.body)));
    return { client_id: "a", scope: "profile" };
  });
  const expected = { clientId: "a", scope: "profile" };
  assert.deepEqual(await register(session, "https://x/register", BACK), expected);
  assert.deepEqual(await register(session, "https://x/register", BACK, "profile"), expected);
  assert.deepEqual(bodies.map(({ scope }) => scope), [undefined, "profile"]);
});

Deno.test("register() returns the reason of a refusal", async () => {
  const refusing = sessionWith(() => Response.json({ error: "invalid_scope" }, { status: 400 }));
  assert.equal(await register(refusing, "https://x/register", BACK), "400 invalid_scope");
});
