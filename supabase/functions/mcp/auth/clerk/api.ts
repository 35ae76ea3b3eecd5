// Requests to Clerk: the issuer's public keys, and the state of opaque tokens. Returns raw JSON.
//
// Does not use Clerk's client, which has no time-out and follows redirects with the user's token.

import { isLoopback } from "../../../_shared/loopback.ts";
import { wellKnownUrl } from "../../../_shared/well_known_url.ts";

/** A response is due within 5 s: this leaves 0.5 s for all other work. */
const TIMEOUT_MS = 4_500;

/**
 * Needs no secret.
 * @param issuer issuer identifier: base URL of Clerk's Frontend API
 * @returns a function that fetches the JWK Set (RFC 7517) as parsed JSON; rejects with Clerk's status and errors
 */
export function createKeySetFetch(issuer: string): () => Promise<unknown> {
  return async () => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      // Tries Clerk's documented address first, which saves a new worker the request for the metadata.
      return await fetchJson(`${issuer}/.well-known/jwks.json`, { signal });
    } catch (error) {
      if ((error as { status?: number }).status !== 404) throw error;
      return await fetchJson(await keySetUrl(issuer, signal), { signal });
    }
  };
}

/** `jwks_uri` of the issuer's metadata (RFC 8414 §2). */
async function keySetUrl(issuer: string, signal: AbortSignal): Promise<string> {
  const url = wellKnownUrl("oauth-authorization-server", issuer);
  const metadata = await fetchJson(url, { signal }) as Record<string, unknown> | null;
  const { issuer: named, jwks_uri } = metadata ?? {};
  if (named !== issuer) {
    throw new Error(
      "the metadata names another issuer; check CLERK_PUBLISHABLE_KEY and CLERK_ISSUER",
    );
  }
  const address = typeof jwks_uri === "string" && URL.parse(jwks_uri);
  if (address && (address.protocol === "https:" || isLoopback(address.hostname))) {
    return address.href;
  }
  throw new Error("the metadata has no jwks_uri with https");
}

/** Returns Clerk's data on an opaque access token, as parsed JSON (compare RFC 7662). */
export type Introspect = (token: string) => Promise<unknown>;

/**
 * @param apiUrl base URL of the Backend API; https or loopback, since requests carry the secret key
 * @returns a function that rejects with Clerk's status and errors
 */
export function createIntrospection(secretKey: string, apiUrl: string): Introspect {
  const headers = { "Authorization": `Bearer ${secretKey}`, "Content-Type": "application/json" };
  return (token) =>
    fetchJson(`${apiUrl}/oauth_applications/access_tokens/verify`, {
      method: "POST",
      headers,
      body: JSON.stringify({ access_token: token }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
}

async function fetchJson(url: string, init: RequestInit): Promise<unknown> {
  // Refuses redirects, which the API never sends: neither key nor token may reach another host.
  const response = await fetch(url, { ...init, redirect: "error" });
  if (response.ok) return await response.json();
  const { errors } = await response.json().catch(() => ({}));
  throw { status: response.status, errors, message: response.statusText };
}
