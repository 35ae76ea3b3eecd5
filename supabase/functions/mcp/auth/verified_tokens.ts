// Caches successful verifications for 55 s: a client that sends many requests then costs one verification a minute.
// Failures are not cached here, so that the next request verifies its token again.

import { evictOldest } from "../../_shared/lru.ts";
import { hashFaster, tokenKey } from "./token_key.ts";
import type { Verification, VerifyAccessToken } from "./verification.ts";

/** A revoked token is refused within 60 s: this time plus 4.5 s, the time-out of requests to Clerk. */
const TTL_MS = 55_000;

type Verified = Extract<Verification, { outcome: "verified" }>;

interface CachedVerification {
  verification: Verification;
  /** Milliseconds since the epoch. */
  until: number;
}

/**
 * Wraps a verifier. Concurrent calls with the same token share one verification.
 * @param capacity maximum tokens in the cache; above it, the oldest entry is evicted
 * @param now milliseconds since the epoch
 */
export function rememberVerified(
  verify: VerifyAccessToken,
  { capacity = 10_000, now = Date.now }: { capacity?: number; now?: () => number } = {},
): VerifyAccessToken {
  const cache = new Map<string, CachedVerification>();
  /** Verifications in progress, by token. No hash is needed: the running request holds the token in memory anyway. */
  const pending = new Map<string, Promise<Verification>>();

  function remember(key: string, verification: Verified): void {
    const until = Math.min(now() + TTL_MS, verification.caller.expiresAt * 1_000);
    cache.delete(key); // moves the key to the end; eviction starts at the front
    cache.set(key, { verification, until });
    if (cache.size > capacity) evictOldest(cache);
  }

  function recall(key: string): Verification | undefined {
    const known = cache.get(key);
    if (!known || now() >= known.until) return undefined;
    hashFaster(); // not the worker's first request: an earlier one cached the token
    return known.verification;
  }

  async function recallOrVerify(token: string): Promise<Verification> {
    const hashing = tokenKey(token);
    // An empty cache needs no look-up, so a new worker's first verification does not wait for the hash.
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
