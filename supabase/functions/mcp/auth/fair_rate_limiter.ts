// A rate limiter for keys that anyone can invent, such as unknown tokens. Half of the bucket is closed to new keys, and
// each refused attempt opens more of that half to its key. So a flood of new keys cannot lock out a client that retries
// its key.

import { createTokenBucket } from "../async/token_bucket.ts";

/**
 * Refused attempts after which a key may use the whole bucket. Fewer suffice for a small bucket, because each attempt
 * opens at least one more token.
 */
const MAX_ATTEMPTS = 50;
/** Keys in each of two generations, 10 MB together. When the newer one is full, the older one is dropped. */
const CAPACITY = 50_000;
/** Maximum cost of a request in tokens. raiseCost() doubles the cost; every ten minutes the cost halves. */
const MAX_COST = 8;
const HALF_COST_MS = 10 * 60_000;

interface FairRateLimiter {
  /** Whether the key may send a request now. A refusal makes the key's next attempt more likely to succeed. */
  tryAcquire(key: string): boolean;
  /** Forgets the attempts of a key. */
  forget(key: string): void;
  /** Slows the limiter down. Call it when other users of the limit, such as other workers, have exhausted it. */
  raiseCost(): void;
}

/**
 * The second half of the burst is reserved for keys with earlier attempts.
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
    // A clock that is set back changes nothing.
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
