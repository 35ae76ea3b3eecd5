// The branded type of user ids, which alone may own artifacts.

declare const verified: unique symbol;

/** A Clerk user id that was the subject of a verified access token. */
export type UserId = string & { readonly [verified]: true };

/**
 * Mints a {@link UserId}. Call it only with the subject of a verified token: signature, issuer, audience, expiry.
 * @returns `undefined` for other subjects, such as machines (`mch_…`)
 */
export function parseUserId(subject: unknown): UserId | undefined {
  if (typeof subject !== "string" || !/^user_[A-Za-z0-9]+$/.test(subject)) return undefined;
  return subject as UserId;
}
