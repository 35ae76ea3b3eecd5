// Results of verifying an access token. "Rejected" and "unavailable" are separate: clients drop a rejected token, but
// keep one that could not be verified.

import type { TokenRejection } from "../../_shared/token_rejections.ts";
import type { UserId } from "./user_id.ts";

export { REJECTIONS, type TokenRejection } from "../../_shared/token_rejections.ts";

/** The user and client of a verified access token. */
export interface Caller {
  userId: UserId;
  /** OAuth client id; a URL if the client identifies itself by a metadata document. */
  clientId: string;
  scopes: ReadonlySet<string>;
  /** Unix time in seconds (`exp`). */
  expiresAt: number;
}

export type Verification =
  | { outcome: "verified"; caller: Caller }
  | { outcome: "rejected"; reason: TokenRejection }
  /** The token could not be verified; `cause` is for the log only. */
  | { outcome: "unavailable"; cause: unknown };

/** Verifies one access token; never throws. */
export type VerifyAccessToken = (token: string) => Promise<Verification>;

export function rejected(reason: TokenRejection): Verification {
  return { outcome: "rejected", reason };
}
