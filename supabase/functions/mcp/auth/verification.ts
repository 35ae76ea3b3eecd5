// Results of verifying an access token. Clients drop a rejected token, but retry when verification is unavailable.

import type { UserId } from "./user_id.ts";

/** The user and client of a verified access token. */
export interface Caller {
  userId: UserId;
  /** OAuth client id; a URL for clients with a metadata document. */
  clientId: string;
  scopes: ReadonlySet<string>;
  /** Unix time in seconds (`exp`). */
  expiresAt: number;
}

/** Reasons for rejection, as messages for client developers. They contain no value of the token. */
export const REJECTIONS = {
  malformed: "The access token is malformed",
  wrong_type: "The token is not an OAuth access token",
  bad_signature: "The access token's signature is not valid",
  wrong_issuer: "The access token was issued by another authorization server",
  wrong_audience: "The access token was issued for another resource",
  missing_audience: "The access token names no audience",
  expired: "The access token expired",
  not_yet_valid: "The access token is not valid yet",
  no_user: "The access token belongs to no user",
  no_client: "The access token belongs to no OAuth client",
  not_active: "The access token is unknown, revoked or expired",
  opaque_unsupported: "Opaque access tokens are not accepted here",
} as const;
export type TokenRejection = keyof typeof REJECTIONS;

export type Verification =
  | { outcome: "verified"; caller: Caller }
  | { outcome: "rejected"; reason: TokenRejection }
  /** `cause` is for the log only. */
  | { outcome: "unavailable"; cause: unknown };

/** Verifies one access token; never throws. */
export type VerifyAccessToken = (token: string) => Promise<Verification>;

export function rejected(reason: TokenRejection): Verification {
  return { outcome: "rejected", reason };
}
