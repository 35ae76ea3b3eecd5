// Verifies Clerk's OAuth access tokens, JWT and opaque.
//
// Not `authenticateRequest`: it checks neither issuer nor scopes, takes revoked opaque tokens, and
// reads an outage of Clerk as a bad token.

import { decodeJwt, verifyJwt } from "@clerk/backend/jwt";
import {
  ACCESS_TOKEN_TYPES,
  callerOf,
  type Expectations,
  rejectionOfJwt,
  scopesIn,
} from "../claims.ts";
import { type BackendApi, createBackendApi } from "./api.ts";
import { callClerk, ClerkFault } from "./fault.ts";
import { createOpaqueVerifier } from "./opaque_questions.ts";
import { judgeOpaqueToken } from "./opaque_token.ts";
import { createSigningKeys, type FindSigningKey } from "./signing_keys.ts";
import { formOf, type TokenForm } from "../token_form.ts";
import { rejected, type TokenRejection } from "../verification.ts";
import type { Verification, VerifyAccessToken } from "../verification.ts";

/** How Clerk is asked, besides what its tokens must say. One of the two keys must be there. */
export interface ClerkAccess {
  /** PEM of the instance's signing key: JWTs are then verified without asking Clerk. */
  jwtKey?: string | undefined;
  /** Backend API key: signing keys are fetched, and opaque tokens can be verified. */
  secretKey?: string | undefined;
  /** Backend API origin, `https://api.clerk.com` unless a stand-in serves it. */
  apiUrl: string;
}

const CLOCK_SKEW_MS = 5_000;
/** Questions that Clerk's Backend API answers in ten seconds, to the keys of either kind of instance. */
const PER_TEN_SECONDS = { production: 1_000, development: 100 };

type FindKey = (kid: unknown) => Promise<JsonWebKey | string | undefined>;

/**
 * @param now milliseconds since the epoch: for how long what Clerk said, or did not, is relied on
 * @returns a verifier of tokens that say what is expected of them
 */
export function createClerkVerifier(
  access: ClerkAccess,
  expected: Expectations,
  now: () => number = Date.now,
): VerifyAccessToken {
  const { jwtKey, secretKey, apiUrl } = access;
  const api = secretKey === undefined
    ? undefined
    : createBackendApi(secretKey, apiUrl, expected.issuer);
  const findKey = keysOf(jwtKey, api, now);
  const kind = secretKey?.startsWith("sk_live_") ? "production" : "development";
  const verifyOpaque = api && createOpaqueVerifier({
    ask: (token) => judged(token, api, expected),
    perTenSeconds: PER_TEN_SECONDS[kind],
    // Any other fault may concern this token alone, and must not block other users.
    isOutage: (error) => error instanceof ClerkFault && error.overloaded,
    isLimit: (error) => error instanceof ClerkFault && error.limited,
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
      return await verifiers[formOf(token)](token);
    } catch (cause) {
      return { outcome: "unavailable", cause };
    }
  };
}

function keysOf(
  jwtKey: string | undefined,
  api: BackendApi | undefined,
  now: () => number,
): FindKey {
  if (jwtKey !== undefined) return () => Promise.resolve(jwtKey);
  if (!api) throw new Error("Clerk's tokens cannot be verified without a key");
  const find: FindSigningKey = createSigningKeys(() => callClerk("signing keys", api.jwks()), now);
  return (kid) => typeof kid === "string" ? find(kid) : Promise.resolve(undefined);
}

async function verifyJwtToken(
  token: string,
  findKey: FindKey,
  expected: Expectations,
): Promise<Verification> {
  const jwt = decode(token);
  const rejection = rejectionOfJwt(jwt?.header, jwt?.payload, expected);
  // The operator is told of a missing audience: by genuine tokens, not by whoever makes one up.
  const later = rejection === "missing_audience";
  if (!jwt || (rejection && !later)) return rejected(rejection ?? "malformed");
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
    if (reason === undefined) throw error; // no judgement of the token
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

// Everything verifyJwt can still object to is local to the token: its signature and its times.
function rejectionOfReason(reason: unknown): TokenRejection {
  if (reason === "token-expired") return "expired";
  if (reason === "token-not-active-yet" || reason === "token-iat-in-the-future") {
    return "not_yet_valid";
  }
  return reason === "token-invalid" ? "malformed" : "bad_signature";
}

async function judged(
  token: string,
  api: BackendApi,
  expected: Expectations,
): Promise<Verification> {
  try {
    return judgeOpaqueToken(await callClerk("an opaque token", api.describe(token)), expected);
  } catch (error) {
    if (error instanceof ClerkFault && error.saysNo) return rejected("not_active");
    throw error;
  }
}
