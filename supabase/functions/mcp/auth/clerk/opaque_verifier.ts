// Verifies opaque tokens within Clerk's rate limit, which all users share. Anyone can invent tokens and use up that
// limit. Therefore rejections are cached, and unknown tokens have a rate limit. Tokens that were valid before have
// none.

import { evictOldest } from "../../../_shared/lru.ts";
import { circuitBreaker } from "../../async/circuit_breaker.ts";
import { tokenKey } from "../token_key.ts";
import { createFairRateLimiter } from "../fair_rate_limiter.ts";
import type { Verification, VerifyAccessToken } from "../verification.ts";

/** How long a rejection is cached. In this time, the rejected token causes no further request to Clerk. */
const REJECTION_TTL_MS = 60_000;
/** Maximum entries of each cache, about 1 MB. The rate limits admit fewer tokens during an entry's lifetime. */
const CAPACITY = 10_000;

interface OpaqueVerifierOptions {
  /**
   * Asks the authorization server about one token.
   * @throws on any failure, which does not mean that the token is invalid
   */
  introspect: (token: string) => Promise<Verification>;
  /** The authorization server's rate limit, in requests per ten seconds. */
  perTenSeconds: number;
  /** Whether an error means that the authorization server is failing for all tokens. */
  isOutage: (error: unknown) => boolean;
  /** Whether an error means that the rate limit is exhausted. */
  isRateLimit: (error: unknown) => boolean;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** @returns a verifier that throws when `introspect` throws, or when unknown tokens exceed their rate limit */
export function createOpaqueVerifier(
  { introspect, perTenSeconds, isOutage, isRateLimit, now }: OpaqueVerifierOptions,
): VerifyAccessToken {
  const rejected = new Map<string, { verification: Verification; until: number }>();
  /** Cache keys of tokens that were valid before, with their expiry in milliseconds since the epoch. */
  const good = new Map<string, number>();
  /** Verifications in progress, by token. No hash is needed: the running request holds the token in memory anyway. */
  const pending = new Map<string, Promise<Verification>>();
  // In ten seconds, unknown tokens get 70 % of Clerk's limit: 30 % at once, then 4 % per second. The remaining 30 % are
  // for tokens that were valid before.
  const limiter = createFairRateLimiter(perTenSeconds * 0.3, perTenSeconds * 0.04, now);
  // Two circuit breakers: after an outage, a flood of invented tokens must not delay tokens that were valid before.
  const introspectGood = circuitBreaker(introspect, isOutage, now);
  // `acquire` runs only for requests that are sent: during an outage, blocked requests do not use up the limit.
  const introspectUnknown = circuitBreaker(introspectLimited, isOutage, now, acquire);

  function acquire(_token: string, key: string): void {
    if (limiter.tryAcquire(key)) return;
    throw new Error(
      "Too many unknown opaque tokens: this token was not sent to Clerk for verification",
    );
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
