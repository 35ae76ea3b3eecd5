// The two questions that Clerk's Backend API is asked, and the public keys that its Frontend API serves.
// Judges none of its answers.
//
// Not through Clerk's client: that has no timeout, and follows a redirect with the user's token.

export interface BackendApi {
  /** The instance's JWK Set, as parsed JSON. */
  jwks(): Promise<unknown>;
  /** What Clerk knows of an opaque access token, as parsed JSON. */
  describe(token: string): Promise<unknown>;
}

/** How long Clerk is waited for; with the rest of the work, an answer takes five seconds at most. */
const TIMEOUT_MS = 4_500;

/**
 * @param apiUrl base of the Backend API, https or on loopback: each request carries the key
 * @param issuer base of the Frontend API, which publishes the same keys and has a limit of its own
 * @returns an API that rejects with the status and the errors that Clerk gave
 */
export function createBackendApi(secretKey: string, apiUrl: string, issuer: string): BackendApi {
  const headers = { "Authorization": `Bearer ${secretKey}`, "Content-Type": "application/json" };
  return {
    async jwks() {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      try {
        return await answerOf(`${apiUrl}/v1/jwks`, { headers, signal });
      } catch (error) {
        if (!isOverload(error)) throw error;
        // A worker that has no keys yet must not depend on a limit that others have used up.
        const keys = answerOf(`${issuer}/.well-known/jwks.json`, { signal });
        return await keys.catch(() => Promise.reject(error));
      }
    },
    describe: (token) =>
      answerOf(`${apiUrl}/oauth_applications/access_tokens/verify`, {
        method: "POST",
        headers,
        body: JSON.stringify({ access_token: token }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }),
  };
}

async function answerOf(url: string, init: RequestInit): Promise<unknown> {
  // Where the API is, it does not redirect: neither key nor token goes anywhere else.
  const response = await fetch(url, { ...init, redirect: "error" });
  if (response.ok) return await response.json();
  const { errors } = await response.json().catch(() => ({}));
  throw { status: response.status, errors, message: response.statusText };
}

// Anything else, a refused key above all, is for the operator to fix.
function isOverload(error: unknown): boolean {
  const { status = 500 } = error as { status?: number };
  return status === 429 || status >= 500;
}
