// Verification of Clerk's tokens, with its cache, and pseudonyms for the log. `index.ts` loads this file with the first
// token.

import { createPseudonyms } from "../_shared/pseudonym.ts";
import { createClerkVerifier } from "./auth/clerk/verifier.ts";
import { rememberVerified } from "./auth/verified_tokens.ts";
import type { Config } from "./config.ts";

export function createAuthentication(config: Config) {
  const { clerkJwtKey: jwtKey, clerkSecretKey: secretKey, clerkApiUrl: apiUrl } = config;
  return {
    verify: rememberVerified(createClerkVerifier({ jwtKey, secretKey, apiUrl }, config)),
    pseudonymOf: createPseudonyms(secretKey ?? config.supabaseSecretKey),
  };
}
