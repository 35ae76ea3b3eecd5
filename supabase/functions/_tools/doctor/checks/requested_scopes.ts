// Registers clients (RFC 7591) and requests scopes as real clients do. Refused scopes get the error invalid_scope
// (RFC 6749 §4.1.2.1).

import { CLIENTS } from "../clients.ts";
import { type Finding, ok, problem, skipped, unclear } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { mayRequest, registerClients, type Verdict } from "../probe.ts";
import { type Registrations, type Session, strings } from "../session.ts";
import { oneLine } from "../text.ts";
import { scopesRefused } from "./renewal.ts";

/** Scopes that clients add to the advertised ones: for the user's identity, and for a refresh token. */
const ADDED_SCOPES = ["openid", "offline_access"];
/** A scope that no client registers. If it is refused, the authorization server checks scopes before sign-in. */
const UNREGISTERED = "doctor_unregistered";
const GRANT_SCOPES = "Grant new clients the requested scopes by default (default_scopes):";

/**
 * Sets `session.signInAttempts`: first a client that registers as Claude Code does, unless its scopes were refused;
 * then a client without a registered scope.
 * @param signsIn whether the doctor signs in afterwards, which also shows whether scopes are refused
 */
export async function* requestedScopes(
  session: Session,
  signsIn: boolean,
): AsyncGenerator<Finding> {
  const endpoint = session.authorizationServer?.registration_endpoint;
  if (typeof endpoint !== "string") {
    yield skipped("registering", "the authorization server has no dynamic registration");
    return;
  }
  if (!isHttpUrl(session.authorizationServer?.authorization_endpoint)) {
    const fix = fixes.advice("Set authorization_endpoint to the http(s) URL of the sign-in page.");
    const found = "authorization_endpoint is not an http(s) URL";
    yield problem("registering", found, { affects: "everyone", means: "cannot sign in", fix });
    return;
  }
  const clients = await registerClients(session, endpoint);
  if (typeof clients === "string") {
    const fix = fixes.advice(
      "Run the doctor again. If the result is the same, see the authorization server's log.",
    );
    const found = `registration failed: ${clients}`;
    yield problem("registering", found, { affects: "everyone", means: "cannot sign in", fix });
    return;
  }
  session.signInAttempts = [];
  yield* asClaudeCode(session, clients, signsIn);
  const { bare, redirectUri } = clients;
  const wanted = scopesToRequest(session);
  yield defaultScopes(session, bare.scope, wanted);
  yield* asAdvertised(session, clients);
  session.signInAttempts.push({ clientId: bare.clientId, scope: wanted.join(" "), redirectUri });
}

function isHttpUrl(endpoint: unknown): boolean {
  return typeof endpoint === "string" && URL.canParse(endpoint) && /^https?:/i.test(endpoint);
}

/** Claude Code registers the challenge's scope, then adds `offline_access` if the server supports it. */
async function* asClaudeCode(
  session: Session,
  { asChallenged, redirectUri }: Registrations,
  signsIn: boolean,
): AsyncGenerator<Finding> {
  const scope = session.challenge?.scope ?? "";
  const offers = strings(session.authorizationServer?.scopes_supported).includes("offline_access");
  const requested = [...new Set([...scopesIn(scope), ...(offers ? ["offline_access"] : [])])];
  const verdict = await mayRequest(session, asChallenged, redirectUri, requested.join(" "));
  if (verdict.kind === "refused") {
    yield scopesRefused(session, scope, "tested: refused");
    return;
  }
  session.signInAttempts?.push({
    clientId: asChallenged.clientId,
    scope: requested.join(" "),
    redirectUri,
    client: CLIENTS["claude-code"],
  });
  const control = await mayRequest(session, asChallenged, redirectUri, UNREGISTERED);
  yield verdictOf(requested.join(" "), verdict, control, signsIn);
}

function verdictOf(scope: string, verdict: Verdict, control: Verdict, signsIn: boolean): Finding {
  const check = "scope request";
  if (verdict.kind === "passes" && control.kind === "refused") {
    return ok(check, `Claude Code may request ${oneLine(scope, 60)}`);
  }
  const reason = verdict.kind === "unknown"
    ? `authorization endpoint: ${verdict.reason}`
    : "the authorization server checks scopes only after sign-in";
  if (signsIn) return skipped(check, `${reason}; see the result of check “sign-in”`);
  const fix = fixes.advice("Run the doctor with --sign-in, which signs in as Claude Code does.");
  return unclear(check, reason, fix);
}

/** Tests clients that register without a scope, then request the advertised scopes. */
async function* asAdvertised(
  session: Session,
  { bare, redirectUri }: Registrations,
): AsyncGenerator<Finding> {
  const scope = strings(session.metadata?.scopes_supported).join(" ");
  const verdict = await mayRequest(session, bare, redirectUri, scope);
  if (verdict.kind !== "refused") return;
  const fix = fixes.atAuthorizationServer(session.isThisProject, GRANT_SCOPES);
  const found = `the advertised scope ${oneLine(scope, 60)} is refused`;
  const clients = [CLIENTS.vscode, CLIENTS.codex];
  yield problem("scope request", found, {
    affects: clients,
    means: "every sign-in fails with invalid_scope",
    fix,
  });
}

function scopesToRequest({ challenge, metadata, authorizationServer }: Session): string[] {
  const needed = challenge?.scope ? scopesIn(challenge.scope) : strings(metadata?.scopes_supported);
  const known = strings(authorizationServer?.scopes_supported);
  return [...new Set([...needed, ...ADDED_SCOPES.filter((scope) => known.includes(scope))])];
}

/** Compares the wanted scopes with those in the registration response (RFC 7591 §3.2.1). Clerk refuses all others. */
function defaultScopes(
  { isThisProject }: Session,
  scope: string | undefined,
  wanted: string[],
): Finding {
  const allowed = scope === undefined ? wanted : scopesIn(scope);
  const missing = wanted.filter((scope) => !allowed.includes(scope));
  if (missing.length === 0) return ok("registering", "a new client may request all scopes");
  const fix = fixes.atAuthorizationServer(isThisProject, GRANT_SCOPES);
  const found = `a new client may not request ${oneLine(missing.join(" "))}`;
  const means = "get invalid_scope when they sign in";
  return problem("registering", found, { affects: "everyone", means, fix });
}

function scopesIn(text: string): string[] {
  return text.split(" ").filter((scope) => scope !== "");
}
