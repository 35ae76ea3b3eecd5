// Cache keys for tokens.

import { createHash } from "node:crypto";

/** @returns a SHA-256 hash, so that a memory dump contains no usable token */
export function tokenKey(token: string): string {
  return createHash("sha256").update(token).digest("base64");
}
