// A token bucket, which allows a burst of requests and then a steady rate.

/** Takes `cost` tokens (default 1) if at least `reserve` tokens (default 0) remain. Returns whether it took them. */
export type TokenBucket = (reserve?: number, cost?: number) => boolean;

/**
 * @param burst capacity in tokens; the bucket starts full
 * @param perSecond tokens added per second
 * @param now milliseconds since the epoch
 */
export function createTokenBucket(
  burst: number,
  perSecond: number,
  now: () => number,
): TokenBucket {
  let tokens = burst;
  let updatedAt = now();
  return (reserve = 0, cost = 1) => {
    const time = now();
    // If the clock is set back, no tokens are removed.
    const elapsedMs = Math.max(0, time - updatedAt);
    tokens = Math.min(burst, tokens + elapsedMs / 1_000 * perSecond);
    updatedAt = time;
    if (tokens < cost + reserve) return false;
    tokens -= cost;
    return true;
  };
}
