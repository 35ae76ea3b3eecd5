// Checks a token's claims: issuer, audience, type, user and client. The verifier checks signature and times.

import { isObject } from "../json/value.ts";
import { parseUserId } from "./user_id.ts";
import { rejected, type TokenRejection, type Verification } from "./verification.ts";

/** The values that a token for this server must contain. */
export interface Expectations {
  /** The exact value of `iss`, the claim that names the issuer (RFC 9068 §4). */
  issuer: string;
  /** This server's resource URL. `aud` must contain it, so that tokens for other servers are rejected (RFC 9068 §4). */
  resource: string;
  /**
   * `required` rejects tokens without `aud`. `if-present` accepts them, for Clerk instances that issue no `aud`; a
   * token for any application of the instance is then accepted. A different audience is always rejected.
   */
  audience: "required" | "if-present";
}

/** Header `typ` of a JWT access token (RFC 9068 §2.1). Session and ID tokens have `JWT`, so they are rejected. */
export const ACCESS_TOKEN_TYPES = ["at+jwt", "application/at+jwt"];

/**
 * Rejects JWTs that were not issued for this server. Runs before the signature check, so that such a token causes no
 * request for signing keys.
 * @returns the rejection, or `undefined`
 */
export function rejectionOfJwt(
  header: unknown,
  payload: unknown,
  expected: Expectations,
): TokenRejection | undefined {
  if (!isObject(header) || !isObject(payload)) return "malformed";
  if (!ACCESS_TOKEN_TYPES.includes(header.typ as string)) return "wrong_type";
  // Clerk signs only with RS256. Another value is an attempt to choose the algorithm, a known attack (RFC 8725 §3.1).
  if (header.alg !== "RS256") return "bad_signature";
  if (payload.iss !== expected.issuer) return "wrong_issuer";
  if (typeof payload.exp !== "number") return "malformed";
  return rejectionOfAudience(payload.aud, expected);
}

/** @param aud a string or an array of strings (RFC 7519 §4.1.3). @returns the rejection, or `undefined` */
export function rejectionOfAudience(
  aud: unknown,
  expected: Expectations,
): TokenRejection | undefined {
  if (aud === undefined) return expected.audience === "required" ? "missing_audience" : undefined;
  const audiences = Array.isArray(aud) ? aud : [aud];
  return audiences.includes(expected.resource) ? undefined : "wrong_audience";
}

interface VerifiedClaims {
  sub: unknown;
  client_id: unknown;
  /** Unix time in seconds. */
  exp: number;
  scopes: readonly string[];
}

/** Returns the caller that verified claims identify. Rejects machine tokens and tokens without an OAuth client. */
export function callerOf({ sub, client_id, exp, scopes }: VerifiedClaims): Verification {
  const userId = parseUserId(sub);
  if (userId === undefined) return rejected("no_user");
  if (typeof client_id !== "string" || client_id === "") return rejected("no_client");
  return {
    outcome: "verified",
    caller: { userId, clientId: client_id, scopes: new Set(scopes), expiresAt: exp },
  };
}

/** Splits a `scope` claim, in which spaces separate the scopes (RFC 8693 §4.2). */
export function scopesIn(scope: unknown): string[] {
  return typeof scope === "string" ? scope.split(" ").filter((word) => word !== "") : [];
}
