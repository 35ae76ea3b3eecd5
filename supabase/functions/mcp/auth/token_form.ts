// Checks the syntax of a token before any look-up. A token has exactly one accepted form: variants would evade the
// caches and limits per token.

/** Longer than any token of Clerk's; bounds the work for unverified tokens. */
const MAX_LENGTH = 8_192;
const OPAQUE_PREFIX = "oat_";
/** Clerk's tokens have 32 letters and digits; other lengths are accepted too. */
const OPAQUE = /^oat_[A-Za-z0-9_-]{16,252}$/;
const BASE64URL = /^[A-Za-z0-9_-]+$/;
/** The allowed last characters, by the length of the last base64 group: their unused bits are zero. */
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

// Whether decoding and encoding returns the same base64url without padding (RFC 7515 §2).
function isCanonical(part: string): boolean {
  return BASE64URL.test(part) && (LAST_OF[part.length % 4]?.test(part) ?? false);
}
