// Checks requested_scopes and renewal: scopes are refused, allowed or unclear.

import assert from "node:assert/strict";
import {
  predictedScopes,
  renewal,
} from "../../../supabase/functions/_tools/doctor/checks/renewal.ts";
import { requestedScopes } from "../../../supabase/functions/_tools/doctor/checks/requested_scopes.ts";
import type { Session } from "../../../supabase/functions/_tools/doctor/session.ts";
import { MCP, outcomes, sessionWith } from "./fake_server.ts";

const SERVER = {
  authorization_endpoint: "https://clerk.example.com/authorize",
  registration_endpoint: "https://clerk.example.com/register",
  scopes_supported: ["openid", "profile", "offline_access"],
};

/**
 * @param strict whether unregistered scopes are refused before sign-in
 * @param usual scopes of a registration without scope
 */
function sessionWhere(scope: string, strict: boolean, usual = SERVER.scopes_supported): Session {
  const registered = new Map<string, string[]>();
  return sessionWith((url, init) => {
    if (url.pathname === "/register") {
      const given: string = JSON.parse(String(init.body)).scope ?? usual.join(" ");
      registered.set(`c${registered.size}`, given.split(" "));
      return { client_id: `c${registered.size - 1}`, scope: given };
    }
    const may = registered.get(url.searchParams.get("client_id") ?? "") ?? [];
    const requested = (url.searchParams.get("scope") ?? "").split(" ");
    const refused = strict && requested.some((scope) => !may.includes(scope));
    return new Response(null, {
      status: 303,
      headers: { Location: refused ? "http://127.0.0.1/?error=invalid_scope" : "/sign-in" },
    });
  }, {
    authorizationServer: SERVER,
    challenge: { metadataUrl: MCP, scope },
    metadata: { scopes_supported: scope.split(" ") },
  });
}

Deno.test("a strict server refuses the scope that Claude Code adds; another client can still sign in", async () => {
  const session = sessionWhere("profile", true);
  const [first, ...rest] = await Array.fromAsync(requestedScopes(session, true));
  assert.deepEqual(first?.affects, ["Claude Code"]);
  assert.match(first?.found ?? "", /registers profile may not request profile offline_access/);
  assert.deepEqual(outcomes(rest), ["registering: ok"]);
  assert.deepEqual(session.signInAttempts?.map(({ client }) => client), [undefined]);
});

Deno.test("a strict server that registered offline_access allows it", async () => {
  const session = sessionWhere("profile offline_access", true);
  const findings = await Array.fromAsync(requestedScopes(session, false));
  assert.deepEqual(outcomes(findings), ["scope request: ok", "registering: ok"]);
  assert.equal(session.signInAttempts?.[0]?.client, "Claude Code");
});

Deno.test("a server that checks scopes after sign-in → unclear without sign-in", async () => {
  const [alone] = await Array.fromAsync(requestedScopes(sessionWhere("profile", false), false));
  assert.equal(alone?.outcome, "unclear");
  const [signingIn] = await Array.fromAsync(requestedScopes(sessionWhere("profile", false), true));
  assert.equal(signingIn?.outcome, "skipped");
});

Deno.test("default scopes that lack an advertised scope affect clients that register without a scope", async () => {
  const session = sessionWhere("profile offline_access", true, ["profile"]);
  const [, registering, advertised] = await Array.fromAsync(requestedScopes(session, false));
  assert.match(registering?.found ?? "", /may not request offline_access openid/);
  assert.deepEqual(advertised?.affects, ["VS Code", "Codex CLI"]);
});

Deno.test("predictedScopes() predicts the refusal from the challenge", async () => {
  const [lacking] = await Array.fromAsync(predictedScopes(sessionWhere("profile", true)));
  assert.equal(lacking?.outcome, "problem");
  const [named] = await Array.fromAsync(
    predictedScopes(sessionWhere("profile offline_access", true)),
  );
  assert.equal(named?.outcome, "ok");
});

Deno.test("renewal() needs offline_access in the challenge and in scopes_supported", async () => {
  const of = async (session: Session) => (await Array.fromAsync(renewal(session)))[0];
  assert.equal((await of(sessionWhere("profile offline_access", true)))?.outcome, "ok");
  assert.match(
    (await of(sessionWhere("profile", true)))?.found ?? "",
    /challenge and scopes_supported/,
  );
  const half = sessionWhere("profile offline_access", true);
  half.metadata = { scopes_supported: ["profile"] };
  assert.match((await of(half))?.found ?? "", /^scopes_supported lacks/);
  const without = sessionWhere("profile", true);
  without.authorizationServer = { ...SERVER, scopes_supported: ["profile"] };
  assert.equal((await of(without))?.outcome, "skipped");
});

Deno.test("requestedScopes() without a sign-in page registers no client", async () => {
  for (const authorization_endpoint of [undefined, "", "javascript:alert(1)", 1]) {
    const session = sessionWhere("profile", true);
    session.authorizationServer = { ...SERVER, authorization_endpoint };
    const findings = await Array.fromAsync(requestedScopes(session, true));
    assert.deepEqual(outcomes(findings), ["registering: problem"]);
    assert.equal(session.signInAttempts, undefined);
  }
});
