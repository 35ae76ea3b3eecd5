// Bearer authentication: checks the Authorization header against the required scopes. Returns the caller or one of
// four failures, without HTTP statuses.

import type { Caller, TokenRejection, VerifyAccessToken } from "./verification.ts";

export type AuthFailure =
  /** A required token is missing (RFC 6750 §3.1: reveal nothing else). */
  | { refusal: "no_token" }
  | { refusal: "invalid_token"; reason: TokenRejection }
  | { refusal: "insufficient_scope" }
  /** The authorization server is unavailable, so the token may be valid. */
  | { refusal: "unavailable"; cause: unknown };

export const NO_TOKEN: AuthFailure = { refusal: "no_token" };

/** Anonymous callers are `undefined`; they pass only if no scope is required. */
export type AuthResult = { caller: Caller | undefined } | AuthFailure;

/**
 * @param authorization the header's value, or `null`
 * @param required the caller must hold all of these scopes; empty = public
 */
export type Authenticate = (
  authorization: string | null,
  required: readonly string[],
) => Promise<AuthResult>;

/** @returns a function that verifies a token even if none is required */
export function createBearerAuth(verify: VerifyAccessToken): Authenticate {
  return async (authorization, required) => {
    const credentials = bearerCredentials(authorization);
    if (credentials === undefined) {
      return required.length === 0 ? { caller: undefined } : NO_TOKEN;
    }
    // Exactly one b64token (RFC 6750 §2.1): two joined headers are refused. So is `=` padding, which would give one
    // token several forms.
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

// The scheme is case-insensitive (RFC 9110 §11.1); other schemes count as no token. Whitespace around the value is
// space and tab (§5.5), not Unicode's.
function bearerCredentials(authorization: string | null): string | undefined {
  return /^bearer +([^]+)$/i.exec(trimmed(authorization ?? ""))?.[1];
}

// Does not use a regular expression, which takes quadratic time on long whitespace.
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
