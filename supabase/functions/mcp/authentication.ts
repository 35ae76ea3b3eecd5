// Builds the verifier of Clerk's tokens, with its cache, and the function that replaces user ids by pseudonyms in the
// log. From the sources, this file loads when the first token arrives.

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
