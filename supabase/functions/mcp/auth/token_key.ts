// Under what a token is remembered.

import { createHash } from "node:crypto";

/** @returns a SHA-256, so that a memory dump of a cache holds no usable token */
export function keyOf(token: string): string {
  return createHash("sha256").update(token).digest("base64");
}
