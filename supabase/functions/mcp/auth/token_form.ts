// What a token of the authorization server looks like: checked before anything is looked up for it. Each
// has one form only, or variants of one token would count as many.

/** Longer than any token Clerk issues; bounds what a stranger can make us decode or pass on. */
const MAX_LENGTH = 8_192;
const OPAQUE_PREFIX = "oat_";
/** Clerk's are 32 letters and digits; other lengths may come, other characters would be another kind. */
const OPAQUE = /^oat_[A-Za-z0-9_-]{16,252}$/;
const BASE64URL = /^[A-Za-z0-9_-]+$/;
/** Last characters that leave no unused bit set, by how many characters the last group of four has. */
const LAST_OF: Readonly<Record<number, RegExp>> = {
  0: /./,
  2: /[AQgw]$/,
  3: /[AEIMQUYcgkosw048]$/,
};

export type TokenForm = "jwt" | "opaque" | "malformed";

/** The form of a token, by its text alone. */
export function formOf(token: string): TokenForm {
  if (token.length > MAX_LENGTH) return "malformed";
  if (token.startsWith(OPAQUE_PREFIX)) return OPAQUE.test(token) ? "opaque" : "malformed";
  const parts = token.split(".");
  return parts.length === 3 && parts.every(isCanonical) ? "jwt" : "malformed";
}

// Base64url without padding (RFC 7515 §2) that is what encoding its bytes gives.
function isCanonical(part: string): boolean {
  return BASE64URL.test(part) && (LAST_OF[part.length % 4]?.test(part) ?? false);
}
