// Bearer authentication: checks the Authorization header against the required scopes. The result is the caller or one
// of four failures; `http/auth_response.ts` chooses the HTTP status.

import type { Caller, TokenRejection, VerifyAccessToken } from "./verification.ts";

export type AuthFailure =
  /** A required token is missing. The challenge then has no error code (RFC 6750 §3.1). */
  | { refusal: "no_token" }
  | { refusal: "invalid_token"; reason: TokenRejection }
  | { refusal: "insufficient_scope" }
  /** The authorization server did not respond, so it is unknown whether the token is valid. */
  | { refusal: "unavailable"; cause: unknown };

export const NO_TOKEN: AuthFailure = { refusal: "no_token" };

/** `caller` is `undefined` for a request without a token. Such a request passes only if it requires no scope. */
export type AuthResult = { caller: Caller | undefined } | AuthFailure;

/**
 * @param authorization the header's value, or `null`
 * @param required scopes that the caller must all hold; empty for public requests
 */
export type Authenticate = (
  authorization: string | null,
  required: readonly string[],
) => Promise<AuthResult>;

/** @returns a function that verifies every token, even if the request requires none */
export function createBearerAuth(verify: VerifyAccessToken): Authenticate {
  return async (authorization, required) => {
    const credentials = bearerCredentials(authorization);
    if (credentials === undefined) {
      return required.length === 0 ? { caller: undefined } : NO_TOKEN;
    }
    // The value must be one token in the alphabet of RFC 6750 §2.1, so two joined headers are refused. `=` padding is
    // refused too: it would give one token several spellings, which the cache would treat as different tokens.
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

export function requireScopes(caller: Caller, required: readonly string[]): AuthResult {
  const holdsAll = required.every((scope) => caller.scopes.has(scope));
  return holdsAll ? { caller } : { refusal: "insufficient_scope" };
}

// Schemes are case-insensitive (RFC 9110 §11.1). A header with another scheme counts as no token.
function bearerCredentials(authorization: string | null): string | undefined {
  return /^bearer +([^]+)$/i.exec(trimmed(authorization ?? ""))?.[1];
}

// Trims spaces and tabs, the only whitespace around a header's value (RFC 9110 §5.5). Not with a regular expression,
// which takes quadratic time on long whitespace.
function trimmed(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value[start])) start++;
  while (start < end && isBlank(value[end - 1])) end--;
  return value.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}
