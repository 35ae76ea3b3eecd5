// Remembers verified tokens for not quite a minute, so that a chatty client costs about one verification
// in that time. Refusals and outages are never remembered here.

import { evictOldest } from "../../_shared/lru.ts";
import { keyOf } from "./token_key.ts";
import type { Verification, VerifyAccessToken } from "./verification.ts";

/** How long a verification is relied on. With the waiting for Clerk a revoked token is refused within a minute. */
const TTL_MS = 55_000;

interface Remembered {
  verification: Verification;
  /** Milliseconds since the epoch. */
  until: number;
}

/**
 * Wraps a verifier. Calls with the same token at the same time share one verification.
 * @param capacity how many tokens are remembered; beyond it the oldest are forgotten
 * @param now milliseconds since the epoch
 */
export function rememberVerified(
  verify: VerifyAccessToken,
  { capacity = 10_000, now = Date.now }: { capacity?: number; now?: () => number } = {},
): VerifyAccessToken {
  const remembered = new Map<string, Remembered>();
  const underway = new Map<string, Promise<Verification>>();

  async function verifyAndRemember(token: string, key: string): Promise<Verification> {
    const verification = await verify(token);
    if (verification.outcome === "verified") {
      const until = Math.min(now() + TTL_MS, verification.caller.expiresAt * 1_000);
      remembered.delete(key); // moves it to the young end of the map's order
      remembered.set(key, { verification, until });
      if (remembered.size > capacity) evictOldest(remembered);
    }
    return verification;
  }

  return (token) => {
    const key = keyOf(token);
    const known = remembered.get(key);
    if (known && now() < known.until) return Promise.resolve(known.verification);
    const pending = underway.get(key) ??
      verifyAndRemember(token, key).finally(() => underway.delete(key));
    underway.set(key, pending);
    return pending;
  };
}
