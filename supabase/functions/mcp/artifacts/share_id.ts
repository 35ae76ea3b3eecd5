// Share ids: secrets that open one artifact. The store keeps only their hashes.

import { createHash, randomBytes } from "node:crypto";

/** 192 bits, which cannot be guessed. */
const BYTES = 24;

/** @returns a new share id, 32 characters of base64url */
export function mintShareId(): string {
  return randomBytes(BYTES).toString("base64url");
}

/**
 * SHA-256 in hexadecimal. Random ids need no salt.
 * @returns `undefined` for text that is not a share id
 */
export function hashShareId(share: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{32}$/.test(share)) return undefined;
  return createHash("sha256").update(share).digest("hex");
}
