// Decides who may pass: looks at the Authorization header and at what is required, and answers with
// the caller or with one of four refusals. Knows neither HTTP statuses nor tools.

import type { Caller, TokenRejection, VerifyAccessToken } from "./verification.ts";

export type AuthFailure =
  /** Something is required and no token came (RFC 6750 §3.1: say no more than that). */
  | { refusal: "no_token" }
  | { refusal: "invalid_token"; reason: TokenRejection }
  | { refusal: "insufficient_scope" }
  /** The authorization server could not be asked: nothing is known about the token. */
  | { refusal: "unavailable"; cause: unknown };

/** A request without a token where one is required. */
export const NO_TOKEN: AuthFailure = { refusal: "no_token" };

/** Passed: as somebody, or as nobody where nothing is required. */
export type AuthResult = { caller: Caller | undefined } | AuthFailure;

/**
 * @param authorization the header's value, or `null`
 * @param required scopes the caller must hold, all of them; empty where anybody may pass
 */
export type Authenticate = (
  authorization: string | null,
  required: readonly string[],
) => Promise<AuthResult>;

/** @returns the gate; a token that came is checked even where none is required */
export function createBearerAuth(verify: VerifyAccessToken): Authenticate {
  return async (authorization, required) => {
    const credentials = bearerCredentials(authorization);
    if (credentials === undefined) {
      return required.length === 0 ? { caller: undefined } : NO_TOKEN;
    }
    // Only one b64token is a token (RFC 6750 §2.1); two joined headers are not. No token here is padded:
    // one with `=` behind it would be another form of the same.
    if (!/^[A-Za-z0-9\-._~+/]+$/.test(credentials)) {
      return { refusal: "invalid_token", reason: "malformed" };
    }
    const verification = await verify(credentials);
    switch (verification.outcome) {
      case "rejected":
        return { refusal: "invalid_token", reason: verification.reason };
      case "unavailable":
        return { refusal: "unavailable", cause: verification.cause };
      case "verified":
        return requireScopes(verification.caller, required);
    }
  };
}

/** Lets a verified caller pass who holds all that is required. */
export function requireScopes(caller: Caller, required: readonly string[]): AuthResult {
  const holdsAll = required.every((scope) => caller.scopes.has(scope));
  return holdsAll ? { caller } : { refusal: "insufficient_scope" };
}

// The scheme is case-insensitive (RFC 9110 §11.1); other schemes bring no token we could look at. Blanks
// around the value are HTTP's space and tab (§5.5), not all that Unicode calls blank.
function bearerCredentials(authorization: string | null): string | undefined {
  return /^bearer +([^]+)$/i.exec(trimmed(authorization ?? ""))?.[1];
}

// Not by a pattern: one that ends in blanks takes the square of a header's length.
function trimmed(value: string): string {
  let [start, end] = [0, value.length];
  while (start < end && isBlank(value[start])) start++;
  while (start < end && isBlank(value[end - 1])) end--;
  return value.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}
