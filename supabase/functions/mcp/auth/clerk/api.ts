// Calls two endpoints of Clerk's Backend API, and the Frontend API for public keys. Returns raw JSON.
//
// Does not use Clerk's client, which has no time-out and follows redirects with the user's token.

export interface ClerkApi {
  /** The instance's JWK Set, as parsed JSON. */
  jwks(): Promise<unknown>;
  /** Clerk's data on an opaque access token, as parsed JSON (compare RFC 7662). */
  introspect(token: string): Promise<unknown>;
}

/** Leaves 0.5 s of the 5 s for a response to everything else. */
const TIMEOUT_MS = 4_500;

/**
 * @param apiUrl base URL of the Backend API; https or loopback, since requests carry the secret key
 * @param issuer base URL of the Frontend API, which publishes the same keys under a separate rate limit
 * @returns an API that rejects with Clerk's status and errors
 */
export function createClerkApi(secretKey: string, apiUrl: string, issuer: string): ClerkApi {
  const headers = { "Authorization": `Bearer ${secretKey}`, "Content-Type": "application/json" };
  return {
    async jwks() {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      try {
        return await fetchJson(`${apiUrl}/v1/jwks`, { headers, signal });
      } catch (error) {
        if (!isOverload(error)) throw error;
        // A new worker must get keys even if others have exhausted the Backend API's limit.
        const keys = fetchJson(`${issuer}/.well-known/jwks.json`, { signal });
        return await keys.catch(() => Promise.reject(error));
      }
    },
    introspect: (token) =>
      fetchJson(`${apiUrl}/oauth_applications/access_tokens/verify`, {
        method: "POST",
        headers,
        body: JSON.stringify({ access_token: token }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }),
  };
}

async function fetchJson(url: string, init: RequestInit): Promise<unknown> {
  // The API never redirects: neither key nor token may reach another host.
  const response = await fetch(url, { ...init, redirect: "error" });
  if (response.ok) return await response.json();
  const { errors } = await response.json().catch(() => ({}));
  throw { status: response.status, errors, message: response.statusText };
}

// Other errors, such as a refused key, are for the operator to fix.
function isOverload(error: unknown): boolean {
  const { status = 500 } = error as { status?: number };
  return status === 429 || status >= 500;
}
