// Share ids: secrets that open one artifact. Whoever stores shares keeps the hash alone.

/** 192 bits, which nobody guesses. */
const BYTES = 24;

/** @returns a new share id, 32 characters of base64url */
export function mintShareId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

/**
 * SHA-256 in hexadecimal; without a salt, since what is hashed is random.
 * @returns `undefined` for what we did not mint
 */
export async function hashShareId(share: string): Promise<string | undefined> {
  if (!/^[A-Za-z0-9_-]{32}$/.test(share)) return undefined;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(share));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
