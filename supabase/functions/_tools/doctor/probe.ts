// Registers a client and asks for scopes as real clients do, up to the page where a user would sign in.

import * as oauth from "oauth4webapi";
import { freeRedirectUri } from "./redirect.ts";
import {
  isObject,
  type JsonObject,
  type Registration,
  type Registrations,
  type Visit,
} from "./visit.ts";
import { quoted } from "./words.ts";

const CLIENT_NAME = "Doctor of an MCP server";
const TEXT_LENGTH = 60;

/** `passes`: no refusal before a user signs in, which is no proof that there is none later. */
export type Verdict = { kind: "refused" | "passes" } | { kind: "unknown"; why: string };

/**
 * Registers a public client (RFC 7591).
 * @param scope absent = the client names none
 * @returns the client, or why there is none
 */
export async function register(
  { send }: Visit,
  endpoint: string,
  redirectUri: string,
  scope?: string,
): Promise<Registration | string> {
  const exchange = await send(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept": "application/json" },
    body: JSON.stringify({
      client_name: CLIENT_NAME,
      redirect_uris: [redirectUri],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
      ...(scope !== undefined && { scope }),
    }),
  });
  if (!exchange.answered) return "no answer";
  const { client_id, scope: allowed, error }: JsonObject = isObject(exchange.json)
    ? exchange.json
    : {};
  if (typeof client_id !== "string") return `${exchange.status} ${quoted(String(error ?? ""), 40)}`;
  return { clientId: client_id, ...(typeof allowed === "string" && { scope: allowed }) };
}

/** Two clients, or why there are none: one names the challenge's scope, the other no scope. */
export async function registerClients(
  visit: Visit,
  endpoint: string,
): Promise<Registrations | string> {
  const redirectUri = freeRedirectUri();
  const asChallenged = await register(visit, endpoint, redirectUri, visit.challenge?.scope);
  if (typeof asChallenged === "string") return asChallenged;
  const bare = await register(visit, endpoint, redirectUri);
  return typeof bare === "string" ? bare : { redirectUri, asChallenged, bare };
}

/** The address at which a user would sign in (RFC 6749 §4.1.1, RFC 7636, RFC 8707). */
export async function authorizationUrl(
  visit: Visit,
  { clientId, scope, state, verifier, redirectUri }: {
    clientId: string;
    scope: string;
    state: string;
    verifier: string;
    redirectUri: string;
  },
): Promise<URL> {
  const url = new URL(String(visit.authorizationServer?.authorization_endpoint ?? ""));
  url.search = new URLSearchParams({
    ...Object.fromEntries(url.searchParams),
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    ...(scope !== "" && { scope }),
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    resource: visit.url,
  }).toString();
  return url;
}

/** Requests scopes for a client, and stops where a user is needed. */
export async function mayRequest(
  visit: Visit,
  { clientId }: Registration,
  redirectUri: string,
  scope: string,
): Promise<Verdict> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const url = await authorizationUrl(visit, { clientId, scope, state, verifier, redirectUri });
  const exchange = await visit.send(url.href);
  if (!exchange.answered) return { kind: "unknown", why: "no answer" };
  const { status, headers, text } = exchange;
  const location = headers.get("Location") ?? "";
  const error = URL.canParse(location, url) ? errorIn(new URL(location, url)) : undefined;
  if (error === "invalid_scope" || (status >= 400 && text.includes("invalid_scope"))) {
    return { kind: "refused" };
  }
  if (error !== undefined) return { kind: "unknown", why: quoted(error, TEXT_LENGTH) };
  return status < 400 ? { kind: "passes" } : { kind: "unknown", why: `answered ${status}` };
}

function errorIn({ searchParams, hash }: URL): string | undefined {
  return searchParams.get("error") ?? new URLSearchParams(hash.slice(1)).get("error") ?? undefined;
}
