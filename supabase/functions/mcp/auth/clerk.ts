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
} from "./claims.ts";
import { type BackendApi, createBackendApi } from "./clerk_api.ts";
import { asked, ClerkFault } from "./clerk_fault.ts";
import { judgeOpaqueToken } from "./opaque_token.ts";
import { createSigningKeys, type FindSigningKey } from "./signing_keys.ts";
import { sparing } from "./sparing.ts";
import {
  rejected,
  type Rejection,
  type Verification,
  type VerifyAccessToken,
} from "./verification.ts";

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
/** Longer than any token Clerk issues; bounds what a stranger can make us decode or pass on. */
const MAX_TOKEN_LENGTH = 8_192;

type Describe = BackendApi["describe"];
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
  const api = secretKey === undefined ? undefined : createBackendApi(secretKey, apiUrl);
  const findKey = keysOf(jwtKey, api, now);
  const describe = api && describerOf(api, now);

  return async (token) => {
    if (token.length > MAX_TOKEN_LENGTH) return rejected("malformed");
    try {
      return token.startsWith("oat_")
        ? await verifyOpaque(token, describe, expected)
        : await verifyJwtToken(token, findKey, expected);
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
  const find: FindSigningKey = createSigningKeys(() => asked("signing keys", api.jwks()), now);
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
function rejectionOfReason(reason: unknown): Rejection {
  if (reason === "token-expired") return "expired";
  if (reason === "token-not-active-yet" || reason === "token-iat-in-the-future") {
    return "not_yet_valid";
  }
  return reason === "token-invalid" ? "malformed" : "bad_signature";
}

function describerOf(api: BackendApi, now: () => number): Describe {
  const describe: Describe = (token) => asked("an opaque token", api.describe(token));
  // Any other fault may be of this token alone: a stranger's must not shut everybody out.
  return sparing(describe, (error) => error instanceof ClerkFault && error.overloaded, now);
}

async function verifyOpaque(
  token: string,
  describe: Describe | undefined,
  expected: Expectations,
): Promise<Verification> {
  if (!describe) return rejected("opaque_unsupported");
  try {
    // Without its `audience` option: that would make an odd answer of Clerk look like a bad token.
    const answer = await describe(token);
    return judgeOpaqueToken(answer, expected);
  } catch (error) {
    if (error instanceof ClerkFault && error.saysNo) return rejected("not_active");
    throw error;
  }
}
