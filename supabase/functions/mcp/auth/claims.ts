// Judges what a token says about itself: pure checks without key, clock or network. Whether it is
// genuine and in time is decided elsewhere.

import { parseUserId } from "./user_id.ts";
import { rejected, type TokenRejection, type Verification } from "./verification.ts";

/** What our tokens must say. */
export interface Expectations {
  /** `iss`, exactly (RFC 9068 §4). */
  issuer: string;
  /** Our resource URL, which must be among the audience (RFC 8707 §2, RFC 9068 §4). */
  resource: string;
  /**
   * `required`, or `if-present` for Clerk instances that issue no `aud`: then a token made for any
   * application of the instance is taken. A different audience is refused either way.
   */
  audience: "required" | "if-present";
}

/** JOSE `typ` of a JWT access token (RFC 9068 §2.1); session and ID tokens say `JWT`. */
export const ACCESS_TOKEN_TYPES = ["at+jwt", "application/at+jwt"];

type Claims = Record<string, unknown>;

/**
 * Why a decoded JWT cannot be ours, or `undefined`. Reads unverified text, so that garbage costs
 * no key look-up; the signature is checked over this same text afterwards.
 */
export function rejectionOfJwt(
  header: unknown,
  payload: unknown,
  expected: Expectations,
): TokenRejection | undefined {
  if (!isClaims(header) || !isClaims(payload)) return "malformed";
  if (!ACCESS_TOKEN_TYPES.includes(header.typ as string)) return "wrong_type";
  // Clerk signs with RS256 alone; anything else is an attempt to choose the algorithm (RFC 8725 §3.1).
  if (header.alg !== "RS256") return "bad_signature";
  if (payload.iss !== expected.issuer) return "wrong_issuer";
  if (typeof payload.exp !== "number") return "malformed";
  return rejectionOfAudience(payload.aud, expected);
}

/** Why an audience (a string or an array of strings, RFC 7519 §4.1.3) is refused, or `undefined`. */
export function rejectionOfAudience(
  aud: unknown,
  expected: Expectations,
): TokenRejection | undefined {
  if (aud === undefined) return expected.audience === "required" ? "missing_audience" : undefined;
  const audiences = Array.isArray(aud) ? aud : [aud];
  return audiences.includes(expected.resource) ? undefined : "wrong_audience";
}

/** What a verified token says about who holds it. */
export interface VerifiedClaims {
  sub: unknown;
  client_id: unknown;
  /** Unix time in seconds. */
  exp: number;
  scopes: readonly string[];
}

/** The caller named by verified claims; refuses machines and tokens that no client asked for. */
export function callerOf({ sub, client_id, exp, scopes }: VerifiedClaims): Verification {
  const userId = parseUserId(sub);
  if (userId === undefined) return rejected("no_user");
  if (typeof client_id !== "string" || client_id === "") return rejected("no_client");
  return {
    outcome: "verified",
    caller: { userId, clientId: client_id, scopes: new Set(scopes), expiresAt: exp },
  };
}

/** The scopes in a `scope` claim (RFC 8693 §4.2): words between spaces; absent means none. */
export function scopesIn(scope: unknown): string[] {
  return typeof scope === "string" ? scope.split(" ").filter((word) => word !== "") : [];
}

function isClaims(value: unknown): value is Claims {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
