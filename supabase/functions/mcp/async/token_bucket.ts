// A token bucket: a burst at once, then a steady rate.

/** Takes `cost` tokens (otherwise one), if there are as many and `spare` tokens are left after them. */
export type TokenBucket = (spare?: number, cost?: number) => boolean;

/**
 * @param burst tokens at the start, and the most it holds
 * @param perSecond tokens added each second
 * @param now milliseconds since the epoch
 */
export function createTokenBucket(
  burst: number,
  perSecond: number,
  now: () => number,
): TokenBucket {
  let left = burst;
  let at = now();
  return (spare = 0, cost = 1) => {
    const time = now();
    // A clock that was set back gives nothing and takes nothing.
    left = Math.min(burst, left + Math.max(0, time - at) / 1_000 * perSecond);
    at = time;
    if (left < cost + spare) return false;
    left -= cost;
    return true;
  };
}
