// The branded type of verified user ids. The store accepts only this type as an owner.

declare const verified: unique symbol;

/** A Clerk user id that was the subject of a verified access token. */
export type UserId = string & { readonly [verified]: true };

/**
 * Creates a {@link UserId}. Call it only with the subject of a token whose signature, issuer, audience and expiry are
 * verified.
 * @returns `undefined` for other subjects, such as machines (`mch_…`)
 */
export function parseUserId(subject: unknown): UserId | undefined {
  if (typeof subject !== "string" || !/^user_[A-Za-z0-9]+$/.test(subject)) return undefined;
  return subject as UserId;
}
