// The two questions that Clerk's Backend API is asked. Judges none of its answers.

import { once } from "../once.ts";

export interface BackendApi {
  /** The instance's JWK Set, as parsed JSON. */
  jwks(): Promise<unknown>;
  /** What Clerk knows of an opaque access token. */
  describe(token: string): Promise<unknown>;
}

/** @returns an API that rejects with errors of the shape that Clerk's client gives them */
export function createBackendApi(secretKey: string, apiUrl: string): BackendApi {
  // Loaded with the first opaque token: it takes longer than all else that a first call loads of Clerk's.
  const client = once(async () => {
    const { createClerkClient } = await import("@clerk/backend");
    return createClerkClient({ secretKey, apiUrl, telemetry: { disabled: true } });
  });
  return {
    async jwks() {
      const headers = { Authorization: `Bearer ${secretKey}` };
      const response = await fetch(`${apiUrl}/v1/jwks`, { headers });
      if (response.ok) return await response.json();
      const { errors } = await response.json().catch(() => ({}));
      throw { status: response.status, errors, message: response.statusText };
    },
    describe: async (token) => await (await client()).idPOAuthAccessToken.verify(token),
  };
}
