// Decides who may pass: looks at the Authorization header and at what is required, and answers with
// the caller or with one of four refusals. Knows neither HTTP statuses nor tools.

import type { Caller, Rejection, VerifyAccessToken } from "./verification.ts";

export type Refusal =
  /** Something is required and no token came (RFC 6750 §3.1: say no more than that). */
  | { refusal: "no_token" }
  | { refusal: "invalid_token"; reason: Rejection }
  | { refusal: "insufficient_scope" }
  /** The authorization server could not be asked: nothing is known about the token. */
  | { refusal: "unavailable"; cause: unknown };

/** Passed: as somebody, or as nobody where nothing is required. */
export type Admission = { caller: Caller | undefined } | Refusal;

/**
 * @param authorization the header's value, or `null`
 * @param required scopes the caller must hold, all of them; empty where anybody may pass
 */
export type Admit = (
  authorization: string | null,
  required: readonly string[],
) => Promise<Admission>;

/** @returns the gate; a token that came is checked even where none is required */
export function createGate(verify: VerifyAccessToken): Admit {
  return async (authorization, required) => {
    const credentials = bearerCredentials(authorization);
    if (credentials === undefined) {
      return required.length === 0 ? { caller: undefined } : { refusal: "no_token" };
    }
    // Only one b64token is a token (RFC 6750 §2.1); two joined headers are not.
    if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(credentials)) {
      return { refusal: "invalid_token", reason: "malformed" };
    }
    const verification = await verify(credentials);
    switch (verification.outcome) {
      case "rejected":
        return { refusal: "invalid_token", reason: verification.reason };
      case "unavailable":
        return { refusal: "unavailable", cause: verification.cause };
      case "verified":
        return holdsAll(verification.caller, required)
          ? { caller: verification.caller }
          : { refusal: "insufficient_scope" };
    }
  };
}

function holdsAll(caller: Caller, required: readonly string[]): boolean {
  return required.every((scope) => caller.scopes.has(scope));
}

// The scheme is case-insensitive (RFC 9110 §11.1); other schemes bring no token we could look at.
function bearerCredentials(authorization: string | null): string | undefined {
  return /^bearer +(.+)$/i.exec(authorization?.trim() ?? "")?.[1];
}
