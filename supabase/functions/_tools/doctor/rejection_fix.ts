// Chooses the fix for a genuine token that the server rejects, by the reason in the server's challenge.

import { rejectionOf } from "../../_shared/token_rejections.ts";
import type { Fix } from "./finding.ts";
import * as fixes from "./fixes.ts";
import type { Session } from "./session.ts";

/**
 * @param description `error_description` of the challenge
 * @param token the rejected token; opaque tokens of Clerk start with `oat_`
 */
export function fixForRejection(
  { isThisProject }: Session,
  description: string,
  token: string,
): Fix {
  if (!isThisProject) {
    return fixes.advice(
      "See the server's log for the reason why the server rejects a genuine token.",
    );
  }
  switch (rejectionOf(description)) {
    case "bad_signature":
      return fixes.unsetSecret(
        "CLERK_JWT_KEY",
        "CLERK_JWT_KEY is not Clerk's current signing key. Remove this variable; the function then fetches the keys from Clerk:",
      );
    case "wrong_issuer":
      return fixes.setAllSecrets(
        "Copy CLERK_PUBLISHABLE_KEY from the Clerk instance that issued the token into supabase/functions/.env. Then:",
      );
    case "opaque_unsupported":
      return fixes.setUpClerk("Enable JWT access tokens in Clerk:");
    case "missing_audience":
      return fixes.setUpClerk("Enable the aud claim in Clerk:");
    case "expired":
    case "not_active":
      return fixes.advice(
        token.startsWith("oat_")
          ? "Sign in again. If the result is the same, CLERK_SECRET_KEY belongs to another Clerk instance."
          : "Sign in again for a fresh token.",
      );
    default:
      return fixes.advice("Sign in again, with exactly the URL that the doctor examines.");
  }
}
