// Verifies Clerk's OAuth access tokens, JWT and opaque.
//
// Clerk's `authenticateRequest` is not used: it checks neither issuer nor scopes, accepts revoked opaque tokens, and
// treats an outage of Clerk as an invalid token.

import { decodeJwt, verifyJwt } from "@clerk/backend/jwt";
import {
  ACCESS_TOKEN_TYPES,
  callerOf,
  type Expectations,
  rejectionOfJwt,
  scopesIn,
} from "../claims.ts";
import { createIntrospection, createKeySetFetch, type Introspect } from "./api.ts";
import { callClerk, ClerkFault, type ClerkFaultCode } from "./fault.ts";
import { createOpaqueVerifier } from "./opaque_verifier.ts";
import { createSigningKeys, type FindSigningKey } from "./signing_keys.ts";
import { type TokenForm, tokenForm } from "../token_form.ts";
import { rejected, type TokenRejection } from "../verification.ts";
import type { Verification, VerifyAccessToken } from "../verification.ts";

/** Keys and URL for Clerk. Without keys, only JWTs are verified, with the issuer's public keys. */
interface ClerkAccess {
  /** PEM of the Clerk instance's signing key. With it, JWTs are verified without a request to Clerk. */
  jwtKey?: string | undefined;
  /** Key of Clerk's Backend API, which verifies opaque tokens. */
  secretKey?: string | undefined;
  /** Origin of the Backend API: `https://api.clerk.com`, except in tests. */
  apiUrl: string;
}

const CLOCK_SKEW_MS = 5_000;
/** Rate limits of Clerk's Backend API, by kind of Clerk instance. */
const PER_TEN_SECONDS = { production: 1_000, development: 100 };

type FindKey = (kid: unknown) => Promise<JsonWebKey | string | undefined>;

/** @param now milliseconds since the epoch, for the age of cached keys and results */
export function createClerkVerifier(
  access: ClerkAccess,
  expected: Expectations,
  now: () => number = Date.now,
): VerifyAccessToken {
  const { jwtKey, secretKey, apiUrl } = access;
  const introspect = secretKey === undefined ? undefined : createIntrospection(secretKey, apiUrl);
  const findKey = keyFinder(jwtKey, expected.issuer, now);
  const kind = secretKey?.startsWith("sk_live_") ? "production" : "development";
  const verifyOpaque = introspect && createOpaqueVerifier({
    introspect: (token) => verifyOpaqueToken(token, introspect, expected),
    perTenSeconds: PER_TEN_SECONDS[kind],
    // Other errors may be caused by this token, so they must not block the tokens of other users.
    isOutage: (error) => hasCode(error, "overloaded") || hasCode(error, "rate_limited"),
    isRateLimit: (error) => hasCode(error, "rate_limited"),
    now,
  });
  const unsupported: VerifyAccessToken = () => Promise.resolve(rejected("opaque_unsupported"));
  const verifiers: Record<TokenForm, VerifyAccessToken> = {
    jwt: (token) => verifyJwtToken(token, findKey, expected),
    opaque: verifyOpaque ?? unsupported,
    malformed: () => Promise.resolve(rejected("malformed")),
  };

  return async (token) => {
    try {
      return await verifiers[tokenForm(token)](token);
    } catch (cause) {
      return { outcome: "unavailable", cause };
    }
  };
}

function keyFinder(jwtKey: string | undefined, issuer: string, now: () => number): FindKey {
  if (jwtKey !== undefined) return () => Promise.resolve(jwtKey);
  const fetchKeySet = createKeySetFetch(issuer);
  const find: FindSigningKey = createSigningKeys(
    () => callClerk("signing keys", fetchKeySet()),
    now,
  );
  return (kid) => typeof kid === "string" ? find(kid) : Promise.resolve(undefined);
}

async function verifyJwtToken(
  token: string,
  findKey: FindKey,
  expected: Expectations,
): Promise<Verification> {
  const jwt = decode(token);
  const rejection = rejectionOfJwt(jwt?.header, jwt?.payload, expected);
  // A missing audience is logged as an error. The signature is verified first, so that forged tokens cause no errors.
  const verifySignatureFirst = rejection === "missing_audience";
  if (!jwt || (rejection && !verifySignatureFirst)) return rejected(rejection ?? "malformed");
  const key = await findKey(jwt.header.kid);
  if (key === undefined) return rejected("bad_signature");
  try {
    const payload = await verifyJwt(token, {
      key,
      issuer: expected.issuer,
      audience: expected.resource,
      headerType: ACCESS_TOKEN_TYPES,
      clockSkewInMs: CLOCK_SKEW_MS,
    });
    if (rejection) return rejected(rejection);
    const { sub, client_id, exp, scope } = payload;
    return callerOf({ sub, client_id, exp, scopes: scopesIn(scope) });
  } catch (error) {
    const { reason } = error as { reason?: unknown };
    if (reason === undefined) throw error; // the key or the network failed, not the token
    return rejected(rejectionOfReason(reason));
  }
}

function decode(token: string): ReturnType<typeof decodeJwt> | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined; // not three parts, not base64url or not JSON
  }
}

// `rejectionOfJwt` checked the claims before, so `verifyJwt` rejects only the signature or the times.
function rejectionOfReason(reason: unknown): TokenRejection {
  if (reason === "token-expired") return "expired";
  if (reason === "token-not-active-yet" || reason === "token-iat-in-the-future") {
    return "not_yet_valid";
  }
  return reason === "token-invalid" ? "malformed" : "bad_signature";
}

async function verifyOpaqueToken(
  token: string,
  introspect: Introspect,
  expected: Expectations,
): Promise<Verification> {
  try {
    const response = await callClerk("an opaque token", introspect(token));
    const { judgeOpaqueToken } = await import("./opaque_token.ts");
    return judgeOpaqueToken(response, expected);
  } catch (error) {
    if (hasCode(error, "not_found")) return rejected("not_active");
    throw error;
  }
}

function hasCode(error: unknown, code: ClerkFaultCode): boolean {
  return error instanceof ClerkFault && error.code === code;
}
