// Events about users that the authorization server reports by webhook.

export type AccountEvent =
  /** `happenedAt`: time of the deletion in ISO 8601. */
  | { kind: "user_deleted"; userId: string; happenedAt: string }
  /** An event that this server does not act on. */
  | { kind: "other" }
  /** Not signed by the authorization server, signed too long ago, or malformed. */
  | { kind: "rejected" };

/** Verifies a webhook's signature and reads its event; never throws. */
export type ReadAccountEvent = (headers: Headers, body: string) => Promise<AccountEvent>;
