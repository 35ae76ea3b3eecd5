// Checks a token's syntax before any look-up. Only one spelling of each token is accepted: with several, a sender could
// evade the caches and rate limits, which are kept per token.

/** In characters. Clerk's tokens are shorter; the limit bounds the work for unverified tokens. */
const MAX_LENGTH = 8_192;
const OPAQUE_PREFIX = "oat_";
/** Clerk's opaque tokens have 32 letters and digits after the prefix. Other lengths are accepted too. */
const OPAQUE = /^oat_[A-Za-z0-9_-]{16,252}$/;
const BASE64URL = /^[A-Za-z0-9_-]+$/;
/** The allowed last character, by the length of the last base64 group: one whose unused bits are zero. */
const LAST_OF: Readonly<Record<number, RegExp>> = {
  0: /./,
  2: /[AQgw]$/,
  3: /[AEIMQUYcgkosw048]$/,
};

export type TokenForm = "jwt" | "opaque" | "malformed";

export function tokenForm(token: string): TokenForm {
  if (token.length > MAX_LENGTH) return "malformed";
  if (token.startsWith(OPAQUE_PREFIX)) return OPAQUE.test(token) ? "opaque" : "malformed";
  const parts = token.split(".");
  return parts.length === 3 && parts.every(isCanonical) ? "jwt" : "malformed";
}

// Whether the part is the only base64url spelling of its bytes: no padding (RFC 7515 §2), and unused bits are zero.
function isCanonical(part: string): boolean {
  return BASE64URL.test(part) && (LAST_OF[part.length % 4]?.test(part) ?? false);
}
