// Caches successful verifications for 55 s: a client that sends many requests then costs one verification a minute.
// Failures are not cached here, so that the next request verifies its token again.

import { evictOldest } from "../../_shared/lru.ts";
import { hashFaster, tokenKey } from "./token_key.ts";
import type { Verification, VerifyAccessToken } from "./verification.ts";

/** Plus the time-out of 4.5 s for requests to Clerk, this refuses a revoked token within 60 s. */
const TTL_MS = 55_000;

type Verified = Extract<Verification, { outcome: "verified" }>;

interface CachedVerification {
  verification: Verification;
  /** Milliseconds since the epoch. */
  until: number;
}

/**
 * Wraps a verifier. Concurrent calls with one token share a verification.
 * @param capacity tokens in the cache; beyond that the oldest are evicted
 * @param now milliseconds since the epoch
 */
export function rememberVerified(
  verify: VerifyAccessToken,
  { capacity = 10_000, now = Date.now }: { capacity?: number; now?: () => number } = {},
): VerifyAccessToken {
  const cache = new Map<string, CachedVerification>();
  /** By token, not by key: the request holds its token meanwhile in any case. */
  const pending = new Map<string, Promise<Verification>>();

  function remember(key: string, verification: Verified): void {
    const until = Math.min(now() + TTL_MS, verification.caller.expiresAt * 1_000);
    cache.delete(key); // moves the key to the end, as most recently used
    cache.set(key, { verification, until });
    if (cache.size > capacity) evictOldest(cache);
  }

  function recall(key: string): Verification | undefined {
    const known = cache.get(key);
    if (!known || now() >= known.until) return undefined;
    hashFaster(); // a token that comes again was answered before
    return known.verification;
  }

  async function recallOrVerify(token: string): Promise<Verification> {
    const hashing = tokenKey(token);
    // A new worker remembers no token, so its first verification does not wait for the hash.
    const known = cache.size > 0 ? recall(await hashing) : undefined;
    if (known) return known;
    const verification = await verify(token);
    if (verification.outcome === "verified") remember(await hashing, verification);
    return verification;
  }

  return (token) => {
    const verification = pending.get(token) ??
      recallOrVerify(token).finally(() => pending.delete(token));
    pending.set(token, verification);
    return verification;
  };
}
