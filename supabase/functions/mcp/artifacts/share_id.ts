// Share ids: secrets that open one artifact. The store keeps only their hashes.

import { hexOf } from "../../_shared/hex.ts";

/** 192 bits, which cannot be guessed. A multiple of three, so that base64 needs no padding. */
const BYTES = 24;

/** @returns a new share id, 32 characters of base64url */
export function mintShareId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

/**
 * SHA-256 in hexadecimal. Random ids need no salt.
 * @returns `undefined` for text that is not a share id
 */
export async function hashShareId(share: string): Promise<string | undefined> {
  if (!/^[A-Za-z0-9_-]{32}$/.test(share)) return undefined;
  return hexOf(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(share)));
}
