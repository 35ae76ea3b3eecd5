// How the log names a person: always the same, and nobody can tell who it is.

import { createHash } from "node:crypto";
import type { UserId } from "./user_id.ts";

/** @returns 64 bits of a SHA-256; a Clerk id has too many possibilities to be found by trying */
export function pseudonymOf(userId: UserId): string {
  return createHash("sha256").update(userId).digest("hex").slice(0, 16);
}
