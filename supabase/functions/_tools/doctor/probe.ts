// Registers OAuth clients and sends authorization requests as real clients do, but stops at the sign-in page.

import * as oauth from "oauth4webapi";
import { freeRedirectUri } from "./redirect.ts";
import {
  isObject,
  type JsonObject,
  type Registration,
  type Registrations,
  type Session,
} from "./session.ts";
import { oneLine } from "./text.ts";

const CLIENT_NAME = "MCP doctor";
const TEXT_LENGTH = 60;

/** Whether the scopes were refused. `passes`: not before sign-in, but the server may still refuse them afterwards. */
export type Verdict = { kind: "refused" | "passes" } | { kind: "unknown"; reason: string };

/**
 * Registers a public client (RFC 7591).
 * @param scope absent = the registration names no scope
 * @returns the client; a string = why the registration failed
 */
export async function register(
  { send }: Session,
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
  if (!exchange.answered) return "no response";
  const { client_id, scope: allowed, error }: JsonObject = isObject(exchange.json)
    ? exchange.json
    : {};
  if (typeof client_id !== "string") {
    return `${exchange.status} ${oneLine(String(error ?? ""), 40)}`;
  }
  return { clientId: client_id, ...(typeof allowed === "string" && { scope: allowed }) };
}

/**
 * Registers two OAuth clients: one with the challenge's scope, one without a scope. Real clients do either.
 * @returns both clients; a string = why a registration failed
 */
export async function registerClients(
  session: Session,
  endpoint: string,
): Promise<Registrations | string> {
  const redirectUri = freeRedirectUri();
  const asChallenged = await register(session, endpoint, redirectUri, session.challenge?.scope);
  if (typeof asChallenged === "string") return asChallenged;
  const bare = await register(session, endpoint, redirectUri);
  return typeof bare === "string" ? bare : { redirectUri, asChallenged, bare };
}

/** Builds an authorization request (RFC 6749 §4.1.1) with PKCE (RFC 7636) and the resource (RFC 8707). */
export async function authorizationUrl(
  session: Session,
  { clientId, scope, state, verifier, redirectUri }: {
    clientId: string;
    scope: string;
    state: string;
    verifier: string;
    redirectUri: string;
  },
): Promise<URL> {
  const url = new URL(String(session.authorizationServer?.authorization_endpoint ?? ""));
  url.search = new URLSearchParams({
    ...Object.fromEntries(url.searchParams),
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    ...(scope !== "" && { scope }),
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    resource: session.url,
  }).toString();
  return url;
}

/** Sends an authorization request with these scopes, and stops at the sign-in page. */
export async function mayRequest(
  session: Session,
  { clientId }: Registration,
  redirectUri: string,
  scope: string,
): Promise<Verdict> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const url = await authorizationUrl(session, { clientId, scope, state, verifier, redirectUri });
  const exchange = await session.send(url.href);
  if (!exchange.answered) return { kind: "unknown", reason: "no response" };
  const { status, headers, text } = exchange;
  const location = headers.get("Location") ?? "";
  const error = URL.canParse(location, url) ? errorIn(new URL(location, url)) : undefined;
  if (error === "invalid_scope" || (status >= 400 && text.includes("invalid_scope"))) {
    return { kind: "refused" };
  }
  if (error !== undefined) return { kind: "unknown", reason: oneLine(error, TEXT_LENGTH) };
  return status < 400 ? { kind: "passes" } : { kind: "unknown", reason: `answered ${status}` };
}

function errorIn({ searchParams, hash }: URL): string | undefined {
  return searchParams.get("error") ?? new URLSearchParams(hash.slice(1)).get("error") ?? undefined;
}
