// The one kind of value that may own artifacts.

declare const verified: unique symbol;

/** A Clerk user id that was the subject of a verified access token. */
export type UserId = string & { readonly [verified]: true };

/**
 * Mints a {@link UserId}. Only for the subject of a token whose signature, issuer, audience and
 * expiry were checked.
 * @returns `undefined` for subjects that are no users: machines (`mch_…`), empty, not a string
 */
export function parseUserId(subject: unknown): UserId | undefined {
  if (typeof subject !== "string" || !/^user_[A-Za-z0-9]+$/.test(subject)) return undefined;
  return subject as UserId;
}
