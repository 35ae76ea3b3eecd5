// Events of the authorization server about its users.

export type AccountEvent =
  /** `happenedAt` is in ISO 8601. */
  | { kind: "user_deleted"; userId: string; happenedAt: string }
  /** An event that this server does not act on. */
  | { kind: "other" }
  /** Not signed by the authorization server, signed too long ago, or malformed. */
  | { kind: "rejected" };

/** Verifies a webhook's signature and reads its event; never throws. */
export type ReadAccountEvent = (headers: Headers, body: string) => Promise<AccountEvent>;
