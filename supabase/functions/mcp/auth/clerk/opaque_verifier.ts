// Verifies opaque tokens within the authorization server's rate limit. All users share that limit, and anyone can
// invent tokens. So rejections are cached, and unknown tokens have a fair rate limit; known good tokens have none.

import { evictOldest } from "../../../_shared/lru.ts";
import { circuitBreaker } from "../../async/circuit_breaker.ts";
import { tokenKey } from "../token_key.ts";
import { createFairRateLimiter } from "../fair_rate_limiter.ts";
import type { Verification, VerifyAccessToken } from "../verification.ts";

/** How long a rejection is cached: an invented token costs one request in this time. */
const REJECTION_TTL_MS = 60_000;
/** Entries of each cache: about 1 MB, and more than the rate limits admit during an entry's lifetime. */
const CAPACITY = 10_000;

interface OpaqueVerifierOptions {
  /** Sends one token to the server. @throws on any failure, which does not mean that the token is invalid */
  introspect: (token: string) => Promise<Verification>;
  /** The server's rate limit. */
  perTenSeconds: number;
  /** Whether an error means that the server is failing, not only this request. */
  isOutage: (error: unknown) => boolean;
  /** Whether an error means that the rate limit is exhausted. */
  isRateLimit: (error: unknown) => boolean;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** @returns a verifier that throws as `introspect` does, and for unknown tokens above the limit */
export function createOpaqueVerifier(
  { introspect, perTenSeconds, isOutage, isRateLimit, now }: OpaqueVerifierOptions,
): VerifyAccessToken {
  const rejected = new Map<string, { verification: Verification; until: number }>();
  /** Keys of good tokens, and their expiry in milliseconds since the epoch. */
  const good = new Map<string, number>();
  /** By token, not by key: the request holds its token meanwhile in any case. */
  const pending = new Map<string, Promise<Verification>>();
  // In ten seconds, unknown tokens get 70 % of the server's limit: 30 % at once, then 4 % a second. The rest is for
  // good tokens.
  const limiter = createFairRateLimiter(perTenSeconds * 0.3, perTenSeconds * 0.04, now);
  // Two circuits: whether good tokens reach the server again after an outage must not depend on invented tokens.
  const introspectGood = circuitBreaker(introspect, isOutage, now);
  // The limit counts actual requests only: an outage must not use it up.
  const introspectUnknown = circuitBreaker(introspectLimited, isOutage, now, acquire);

  function acquire(_token: string, key: string): void {
    if (limiter.tryAcquire(key)) return;
    throw new Error("Too many unknown opaque tokens: this one was not sent to Clerk");
  }

  async function introspectLimited(token: string, key: string): Promise<Verification> {
    try {
      const verification = await introspect(token);
      limiter.forget(key);
      return verification;
    } catch (error) {
      if (isRateLimit(error)) limiter.raiseCost();
      throw error;
    }
  }

  async function verify(token: string, key: string): Promise<Verification> {
    const wasGood = (good.get(key) ?? 0) > now();
    const verification = await (wasGood ? introspectGood(token) : introspectUnknown(token, key));
    good.delete(key);
    if (verification.outcome === "verified") {
      remember(good, key, verification.caller.expiresAt * 1_000);
    } else if (verification.outcome === "rejected") {
      remember(rejected, key, { verification, until: now() + REJECTION_TTL_MS });
    }
    return verification;
  }

  async function verifyUnlessRejected(token: string): Promise<Verification> {
    const key = await tokenKey(token);
    const known = rejected.get(key);
    if (known && now() < known.until) return known.verification;
    rejected.delete(key);
    return await verify(token, key);
  }

  return (token) => {
    const verification = pending.get(token) ??
      verifyUnlessRejected(token).finally(() => pending.delete(token));
    pending.set(token, verification);
    return verification;
  };
}

function remember<Value>(cache: Map<string, Value>, key: string, value: Value): void {
  cache.set(key, value);
  if (cache.size > CAPACITY) evictOldest(cache);
}
