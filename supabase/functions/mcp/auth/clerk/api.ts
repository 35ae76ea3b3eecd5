// Sends requests to Clerk: for its public signing keys, and for the state of an opaque token. Returns parsed,
// unvalidated JSON.
//
// Clerk's own client is not used: it has no time-out, and follows redirects with the user's token.

import { isLoopback } from "../../../_shared/loopback.ts";
import { wellKnownUrl } from "../../../_shared/well_known_url.ts";

/** This server must respond to its client within 5 s; 0.5 s remain for all other work. */
const TIMEOUT_MS = 4_500;

/**
 * Fetches signing keys. Sends no secret key, because signing keys are public.
 * @param issuer the issuer identifier, which is the base URL of Clerk's Frontend API
 * @returns a function that fetches the JWK Set (RFC 7517) as parsed JSON; rejects with Clerk's status and errors
 */
export function createKeySetFetch(issuer: string): () => Promise<unknown> {
  return async () => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      // The URL that Clerk documents comes first: with it, a new worker needs no request for the metadata.
      return await fetchJson(`${issuer}/.well-known/jwks.json`, { signal });
    } catch (error) {
      if ((error as { status?: number }).status !== 404) throw error;
      return await fetchJson(await keySetUrl(issuer, signal), { signal });
    }
  };
}

/** Reads the URL of the signing keys, `jwks_uri`, from the issuer's metadata (RFC 8414 §2). */
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
  throw new Error("the metadata must have a jwks_uri with https; check CLERK_ISSUER");
}

/** Returns what Clerk knows about an opaque access token, as parsed JSON (compare token introspection, RFC 7662). */
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
  // Clerk's API never redirects. A redirect is refused, so that neither key nor token reaches another host.
  const response = await fetch(url, { ...init, redirect: "error" });
  if (response.ok) return await response.json();
  const { errors } = await response.json().catch(() => ({}));
  throw { status: response.status, errors, message: response.statusText };
}
