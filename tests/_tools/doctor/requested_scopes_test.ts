// Scopes that clients register and request: refused, allowed, or unclear.

import assert from "node:assert/strict";
import {
  predictedScopes,
  renewal,
} from "../../../supabase/functions/_tools/doctor/checks/renewal.ts";
import { requestedScopes } from "../../../supabase/functions/_tools/doctor/checks/requested_scopes.ts";
import type { Visit } from "../../../supabase/functions/_tools/doctor/visit.ts";
import { MCP, outcomes, visitOf } from "./fake_server.ts";

const SERVER = {
  authorization_endpoint: "https://clerk.example.com/authorize",
  registration_endpoint: "https://clerk.example.com/register",
  scopes_supported: ["openid", "profile", "offline_access"],
};

/**
 * @param strict whether scopes that were not registered are refused before a user signs in
 * @param usual scopes of a registration that names none
 */
function visiting(scope: string, strict: boolean, usual = SERVER.scopes_supported): Visit {
  const registered = new Map<string, string[]>();
  return visitOf((url, init) => {
    if (url.pathname === "/register") {
      const given: string = JSON.parse(String(init.body)).scope ?? usual.join(" ");
      registered.set(`c${registered.size}`, given.split(" "));
      return { client_id: `c${registered.size - 1}`, scope: given };
    }
    const may = registered.get(url.searchParams.get("client_id") ?? "") ?? [];
    const asked = (url.searchParams.get("scope") ?? "").split(" ");
    const refused = strict && asked.some((scope) => !may.includes(scope));
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

Deno.test("a strict server refuses what Claude Code adds, and another way to sign in is left", async () => {
  const visit = visiting("profile", true);
  const [first, ...rest] = await Array.fromAsync(requestedScopes(visit, true));
  assert.deepEqual(first?.affects, ["Claude Code"]);
  assert.match(first?.found ?? "", /profile offline_access is requested after profile was/);
  assert.deepEqual(outcomes(rest), ["registering: ok"]);
  assert.deepEqual(visit.waysToSignIn?.map(({ client }) => client), [undefined]);
});

Deno.test("a strict server that registered offline_access allows it", async () => {
  const visit = visiting("profile offline_access", true);
  const findings = await Array.fromAsync(requestedScopes(visit, false));
  assert.deepEqual(outcomes(findings), ["scope request: ok", "registering: ok"]);
  assert.equal(visit.waysToSignIn?.[0]?.client, "Claude Code");
});

Deno.test("a server that looks at scopes after sign-in → unclear without one", async () => {
  const [alone] = await Array.fromAsync(requestedScopes(visiting("profile", false), false));
  assert.equal(alone?.outcome, "unclear");
  const [signingIn] = await Array.fromAsync(requestedScopes(visiting("profile", false), true));
  assert.equal(signingIn?.outcome, "skipped");
});

Deno.test("default scopes without the advertised ones stop clients that register none", async () => {
  const visit = visiting("profile offline_access", true, ["profile"]);
  const [, registering, advertised] = await Array.fromAsync(requestedScopes(visit, false));
  assert.match(registering?.found ?? "", /may not ask for offline_access openid/);
  assert.deepEqual(advertised?.affects, ["VS Code", "Codex CLI"]);
});

Deno.test("without registering, the refusal is predicted from the challenge", async () => {
  const [lacking] = await Array.fromAsync(predictedScopes(visiting("profile", true)));
  assert.equal(lacking?.outcome, "problem");
  const [named] = await Array.fromAsync(predictedScopes(visiting("profile offline_access", true)));
  assert.equal(named?.outcome, "ok");
});

Deno.test("renewal needs offline_access in the challenge and in scopes_supported", async () => {
  const of = async (visit: Visit) => (await Array.fromAsync(renewal(visit)))[0];
  assert.equal((await of(visiting("profile offline_access", true)))?.outcome, "ok");
  assert.match(
    (await of(visiting("profile", true)))?.found ?? "",
    /challenge and scopes_supported/,
  );
  const half = visiting("profile offline_access", true);
  half.metadata = { scopes_supported: ["profile"] };
  assert.match((await of(half))?.found ?? "", /^scopes_supported lacks/);
  const without = visiting("profile", true);
  without.authorizationServer = { ...SERVER, scopes_supported: ["profile"] };
  assert.equal((await of(without))?.outcome, "skipped");
});

Deno.test("without a page to sign in at, no client is registered", async () => {
  for (const authorization_endpoint of [undefined, "", "javascript:alert(1)", 1]) {
    const visit = visiting("profile", true);
    visit.authorizationServer = { ...SERVER, authorization_endpoint };
    const findings = await Array.fromAsync(requestedScopes(visit, true));
    assert.deepEqual(outcomes(findings), ["registering: problem"]);
    assert.equal(visit.waysToSignIn, undefined);
  }
});
