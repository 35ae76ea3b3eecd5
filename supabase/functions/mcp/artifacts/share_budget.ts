// Rate limits for opening shares, per worker: a popular link must not exhaust the capacity for other callers.

import { evictOldest } from "../../_shared/lru.ts";
import { createTokenBucket, type TokenBucket } from "../async/token_bucket.ts";
import { createSemaphore } from "../async/semaphore.ts";
import { StoreRejectedError } from "./refusal.ts";
import type { SharedArtifacts } from "./store.ts";

/** Burst of chunks per share: a view reads 1 MiB in 26 to 114 chunks. */
const BURST = 600;
/** Chunks per second after the burst. */
const RATE = 10;
/** Burst, and calls per second, for all shares together that this worker never opened. Most of them are guesses. */
const UNKNOWN = { burst: 1_000, rate: 200 };
/** Concurrent database requests for known shares, and as many for unknown ones: the database has few connections. */
const MAX_CONCURRENT = 8;
/** Maximum number of known shares in memory. Invalid shares are never known. */
const CAPACITY = 1_000;

/**
 * Wraps `open`, which then throws {@link StoreRejectedError} above the limits.
 * @param now milliseconds since the epoch
 */
export function limitShares(
  { open }: SharedArtifacts,
  now: () => number = Date.now,
): SharedArtifacts {
  const buckets = new Map<string, TokenBucket>();
  const unknownBucket = createTokenBucket(UNKNOWN.burst, UNKNOWN.rate, now);
  const knownSlots = createSemaphore(MAX_CONCURRENT);
  const unknownSlots = createSemaphore(MAX_CONCURRENT);

  return {
    async open(share, range) {
      const known = buckets.get(share);
      const slots = known ? knownSlots : unknownSlots;
      const isWithinRate = known ? known() : unknownBucket();
      if (!isWithinRate || !slots.tryAcquire(1)) {
        throw new StoreRejectedError({ refusal: "share_busy" });
      }
      const opened = await open(share, range).finally(() => slots.release(1));
      if (!opened) return undefined;
      const bucket = buckets.get(share) ?? createTokenBucket(BURST, RATE, now);
      if (!known) bucket();
      buckets.delete(share); // moves the share to the end, as most recently used
      buckets.set(share, bucket);
      if (buckets.size > CAPACITY) evictOldest(buckets);
      return opened;
    },
  };
}
