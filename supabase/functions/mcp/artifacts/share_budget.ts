// How often one share may be opened, in one worker: a popular link must not use up what other callers need.

import { evictOldest } from "../../_shared/lru.ts";
import { createTokenBucket, type TokenBucket } from "../async/token_bucket.ts";
import { createSemaphore } from "../async/semaphore.ts";
import { StoreRejectedError } from "./refusal.ts";
import type { SharedArtifacts } from "./store.ts";

/** Chunks of one share at once: a view reads 1 MiB in 26 to 114 of them. */
const BURST = 600;
/** Chunks a second after that. */
const RATE = 10;
/** Shares that were not opened before, mostly made up: at once, and a second after that. */
const UNKNOWN = { burst: 1_000, rate: 200 };
/** Openings at a time, of known shares and of others: the database has connections for few more. */
const MAX_OPENING = 8;
/** Shares remembered; those that open nothing are not. */
const CAPACITY = 1_000;

/**
 * Wraps `open`.
 * @param now milliseconds since the epoch
 * @returns the same, which throws {@link StoreRejectedError} for a share that was opened too often, or when too many are opened
 */
export function limitShares(
  { open }: SharedArtifacts,
  now: () => number = Date.now,
): SharedArtifacts {
  const allowances = new Map<string, TokenBucket>();
  const unknown = createTokenBucket(UNKNOWN.burst, UNKNOWN.rate, now);
  const openingKnown = createSemaphore(MAX_OPENING);
  const openingUnknown = createSemaphore(MAX_OPENING);

  return {
    async open(share, range) {
      const known = allowances.get(share);
      const opening = known ? openingKnown : openingUnknown;
      const mayOpen = known ? known() : unknown();
      if (!mayOpen || !opening.tryAcquire(1)) {
        throw new StoreRejectedError({ refusal: "share_busy" });
      }
      const opened = await open(share, range).finally(() => opening.release(1));
      if (!opened) return undefined;
      const allowance = allowances.get(share) ?? createTokenBucket(BURST, RATE, now);
      if (!known) allowance();
      allowances.delete(share); // moves it to the young end of the map's order
      allowances.set(share, allowance);
      if (allowances.size > CAPACITY) evictOldest(allowances);
      return opened;
    },
  };
}
