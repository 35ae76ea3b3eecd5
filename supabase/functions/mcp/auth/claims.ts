// Checks the claims of a token, without key, clock or network. The verifier checks signature and times.

import { isObject } from "../json/value.ts";
import { parseUserId } from "./user_id.ts";
import { rejected, type TokenRejection, type Verification } from "./verification.ts";

/** The claims that our tokens must have. */
export interface Expectations {
  /** `iss`, exactly (RFC 9068 §4). */
  issuer: string;
  /** Our resource URL, which must be among the audience (RFC 8707 §2, RFC 9068 §4). */
  resource: string;
  /**
   * `if-present` is for Clerk instances that issue no `aud`: it accepts tokens for any application of the instance.
   * A different audience is always rejected.
   */
  audience: "required" | "if-present";
}

/** JOSE `typ` of a JWT access token (RFC 9068 §2.1); session and ID tokens have `JWT`. */
export const ACCESS_TOKEN_TYPES = ["at+jwt", "application/at+jwt"];

/**
 * Rejects JWTs that cannot be ours, before their signature is verified: an invalid token causes no key look-up.
 * @returns the rejection, or `undefined`
 */
export function rejectionOfJwt(
  header: unknown,
  payload: unknown,
  expected: Expectations,
): TokenRejection | undefined {
  if (!isObject(header) || !isObject(payload)) return "malformed";
  if (!ACCESS_TOKEN_TYPES.includes(header.typ as string)) return "wrong_type";
  // Clerk signs only with RS256: any other value is an attempt to choose the algorithm (RFC 8725 §3.1).
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

/** The caller in verified claims. Rejects machine tokens and tokens without an OAuth client. */
export function callerOf({ sub, client_id, exp, scopes }: VerifiedClaims): Verification {
  const userId = parseUserId(sub);
  if (userId === undefined) return rejected("no_user");
  if (typeof client_id !== "string" || client_id === "") return rejected("no_client");
  return {
    outcome: "verified",
    caller: { userId, clientId: client_id, scopes: new Set(scopes), expiresAt: exp },
  };
}

/** The scopes in a `scope` claim (RFC 8693 §4.2), separated by spaces. */
export function scopesIn(scope: unknown): string[] {
  return typeof scope === "string" ? scope.split(" ").filter((word) => word !== "") : [];
}
