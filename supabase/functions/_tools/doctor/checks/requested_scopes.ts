// Registers as real clients do, and requests what they request (RFC 7591, RFC 6749 §4.1.2.1).

import { CLIENTS } from "../clients.ts";
import { fault, type Finding, ok, problem, skipped, unclear } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { mayRequest, registerClients, type Verdict } from "../probe.ts";
import { type Registrations, strings, type Visit } from "../visit.ts";
import { quoted } from "../words.ts";
import { scopesRefused } from "./renewal.ts";

/** What keeps a client signed in, and what clients ask for that want to know who the user is. */
const ADDED = ["openid", "offline_access"];
/** No client has registered it: shows whether scopes are looked at before a user signs in. */
const UNREGISTERED = "doctor_unregistered";
const GIVE_SCOPES = "Give new clients the scopes by default (default_scopes):";

/** Notes the registered clients, and the ways to sign in that are not refused. */
export async function* requestedScopes(visit: Visit, signsIn: boolean): AsyncGenerator<Finding> {
  const endpoint = visit.authorizationServer?.registration_endpoint;
  if (typeof endpoint !== "string") {
    yield skipped("registering", "there is no dynamic registration");
    return;
  }
  if (!isWebPage(visit.authorizationServer?.authorization_endpoint)) {
    const fix = fixes.inWords("Name the page at which users sign in: authorization_endpoint.");
    const found = "authorization_endpoint is no web page";
    yield problem("registering", found, fault("everyone", "cannot sign in", fix));
    return;
  }
  const clients = await registerClients(visit, endpoint);
  if (typeof clients === "string") {
    const fix = fixes.inWords("Ask again; see the authorization server's log.");
    const found = `a registration is answered ${clients}`;
    yield problem("registering", found, fault("everyone", "cannot sign in", fix));
    return;
  }
  visit.waysToSignIn = [];
  yield* asClaudeCode(visit, clients, signsIn);
  const { bare, redirectUri } = clients;
  const wanted = withAdded(visit);
  yield registered(visit, bare.scope, wanted);
  yield* asAdvertised(visit, clients);
  visit.waysToSignIn.push({ clientId: bare.clientId, scope: wanted.join(" "), redirectUri });
}

function isWebPage(endpoint: unknown): boolean {
  return typeof endpoint === "string" && URL.canParse(endpoint) && /^https?:/i.test(endpoint);
}

/** Registers with the scope of the challenge, and adds `offline_access` where the server has it. */
async function* asClaudeCode(
  visit: Visit,
  { asChallenged, redirectUri }: Registrations,
  signsIn: boolean,
): AsyncGenerator<Finding> {
  const scope = visit.challenge?.scope ?? "";
  const offers = strings(visit.authorizationServer?.scopes_supported).includes("offline_access");
  const requested = [...new Set([...scopesIn(scope), ...(offers ? ["offline_access"] : [])])];
  const verdict = await mayRequest(visit, asChallenged, redirectUri, requested.join(" "));
  if (verdict.kind === "refused") {
    yield scopesRefused(visit, scope, "tried: it is refused");
    return;
  }
  visit.waysToSignIn?.push({
    clientId: asChallenged.clientId,
    scope: requested.join(" "),
    redirectUri,
    client: CLIENTS["claude-code"],
  });
  const control = await mayRequest(visit, asChallenged, redirectUri, UNREGISTERED);
  yield verdictOf(requested.join(" "), verdict, control, signsIn);
}

function verdictOf(scope: string, verdict: Verdict, control: Verdict, signsIn: boolean): Finding {
  const check = "scope request";
  if (verdict.kind === "passes" && control.kind === "refused") {
    return ok(check, `Claude Code may request ${quoted(scope, 60)}`);
  }
  const why = verdict.kind === "unknown"
    ? `the authorization endpoint says ${verdict.why}`
    : "scopes are not looked at before a user signs in";
  if (signsIn) return skipped(check, `${why}; signing in tells`);
  const fix = fixes.inWords("Sign in, as Claude Code would: --sign-in.");
  return unclear(check, why, fix);
}

/** Names no scope when registering, and requests what the resource advertises. */
async function* asAdvertised(
  visit: Visit,
  { bare, redirectUri }: Registrations,
): AsyncGenerator<Finding> {
  const scope = strings(visit.metadata?.scopes_supported).join(" ");
  const verdict = await mayRequest(visit, bare, redirectUri, scope);
  if (verdict.kind !== "refused") return;
  const fix = fixes.atIssuer(visit.ours, GIVE_SCOPES);
  const found = `${quoted(scope, 60)}, which is advertised, is refused`;
  const clients = [CLIENTS.vscode, CLIENTS.codex];
  yield problem("scope request", found, fault(clients, "invalid_scope at every sign-in", fix));
}

function withAdded({ challenge, metadata, authorizationServer }: Visit): string[] {
  const needed = challenge?.scope ? scopesIn(challenge.scope) : strings(metadata?.scopes_supported);
  const known = strings(authorizationServer?.scopes_supported);
  return [...new Set([...needed, ...ADDED.filter((scope) => known.includes(scope))])];
}

/** RFC 7591 §3.2.1: what a client that named no scopes may ask for. Clerk refuses the rest, later. */
function registered({ ours }: Visit, scope: string | undefined, wanted: string[]): Finding {
  const allowed = scope === undefined ? wanted : scopesIn(scope);
  const missing = wanted.filter((scope) => !allowed.includes(scope));
  if (missing.length === 0) return ok("registering", "a new client may ask for all scopes");
  const fix = fixes.atIssuer(ours, GIVE_SCOPES);
  const found = `a new client may not ask for ${quoted(missing.join(" "))}`;
  const means = "get invalid_scope when they sign in";
  return problem("registering", found, fault("everyone", means, fix));
}

function scopesIn(text: string): string[] {
  return text.split(" ").filter((scope) => scope !== "");
}
