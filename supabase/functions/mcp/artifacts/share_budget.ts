// Limits for opening shares, in each worker: a popular share must not use up the capacity for other callers.

import { evictOldest } from "../../_shared/lru.ts";
import { createTokenBucket, type TokenBucket } from "../async/token_bucket.ts";
import { createSemaphore } from "../async/semaphore.ts";
import { StoreRejectedError } from "./refusal.ts";
import type { SharedArtifacts } from "./store.ts";

/** Chunks of one share that can be read before {@link RATE} applies. A view reads 1 MiB in 26 to 114 chunks. */
const BURST = 600;
/** Chunks of one share per second, after {@link BURST} chunks. */
const RATE = 10;
/** Limits for all shares together that this worker has not opened yet. Most of them are guesses. */
const UNKNOWN = { burst: 1_000, rate: 200 };
/** Concurrent database requests, for known and for unknown shares each: the database has few connections. */
const MAX_CONCURRENT = 8;
/** Number of known shares in memory. Only shares that opened an artifact are remembered, so guesses use no memory. */
const CAPACITY = 1_000;

/**
 * Wraps `open` with the limits. Above a limit, the wrapped `open` throws {@link StoreRejectedError}.
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
      buckets.delete(share); // moves the share to the end of the map: evictOldest() removes the first one
      buckets.set(share, bucket);
      if (buckets.size > CAPACITY) evictOldest(buckets);
      return opened;
    },
  };
}
