// A rate limiter for keys that anyone can invent, such as unknown tokens. New keys may use only half of the token
// bucket. Each refused attempt lets its key use more of the other half. A client that retries therefore succeeds even
// during a flood of new keys.

import { createTokenBucket } from "../async/token_bucket.ts";

/**
 * Refused attempts after which a key may use the whole bucket. In a small bucket fewer are enough, because each attempt
 * adds at least one token.
 */
const MAX_ATTEMPTS = 50;
/**
 * Maximum keys in each of the maps `newer` and `older`, which take 10 MB together. When `newer` is full, `older` is
 * dropped.
 */
const CAPACITY = 50_000;
/** Maximum cost of a request in tokens. raiseCost() doubles the cost; every ten minutes the cost halves. */
const MAX_COST = 8;
const HALF_COST_MS = 10 * 60_000;

interface FairRateLimiter {
  /** Whether the key may send a request now. A refusal makes the key's next attempt more likely to succeed. */
  tryAcquire(key: string): boolean;
  /** Forgets the key's refused attempts. Call it when the key's request was sent. */
  forget(key: string): void;
  /**
   * Doubles the cost of a request, up to `MAX_COST`. Call it when the server's limit, shared by all workers, is
   * exhausted.
   */
  raiseCost(): void;
}

/**
 * Half of the burst is reserved for keys with refused attempts.
 * @param burst capacity in requests
 * @param perSecond requests added per second
 * @param now milliseconds since the epoch
 */
export function createFairRateLimiter(
  burst: number,
  perSecond: number,
  now: () => number,
): FairRateLimiter {
  const bucket = createTokenBucket(burst, perSecond, now);
  const reserve = burst / 2;
  const step = Math.max(1, reserve / MAX_ATTEMPTS);
  let newer = new Map<string, number>();
  let older = new Map<string, number>();
  let raisedCost = 1;
  let raisedAt = now();

  function cost(): number {
    // If the clock is set back, the cost does not change.
    const halvings = Math.max(0, Math.floor((now() - raisedAt) / HALF_COST_MS));
    return Math.max(1, raisedCost / 2 ** halvings);
  }

  return {
    tryAcquire(key) {
      const attempts = newer.get(key) ?? older.get(key) ?? 0;
      if (bucket(Math.max(0, reserve - attempts * step), cost())) return true;
      newer.set(key, attempts + 1);
      if (newer.size >= CAPACITY) {
        older = newer;
        newer = new Map();
      }
      return false;
    },
    forget(key) {
      newer.delete(key);
      older.delete(key);
    },
    raiseCost() {
      raisedCost = Math.min(MAX_COST, cost() * 2);
      raisedAt = now();
    },
  };
}
