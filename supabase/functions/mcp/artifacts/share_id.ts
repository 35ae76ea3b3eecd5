// Share ids: secrets that open one artifact. The store keeps only their hashes.

import { sha256 } from "../../_shared/sha256.ts";

/** 24 bytes have 192 bits, too many to guess. A multiple of three needs no padding in base64. */
const BYTES = 24;

/** @returns a new share id, 32 characters of base64url */
export function mintShareId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

/**
 * Returns the SHA-256 of a share id in hexadecimal. The hash has no salt, because the ids are random.
 * @returns `undefined` for text that is not a share id
 */
export async function hashShareId(share: string): Promise<string | undefined> {
  if (!/^[A-Za-z0-9_-]{32}$/.test(share)) return undefined;
  return await sha256(share);
}
