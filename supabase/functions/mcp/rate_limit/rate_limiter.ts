// A token bucket per user in Postgres, shared by all workers and charged asynchronously in batches. Calls never wait
// for the database: a few calls above the limit may pass, and are charged afterwards.

import type { UserId } from "../auth/user_id.ts";
import { evictOldest } from "../../_shared/lru.ts";
import { createTokenBucket, type TokenBucket } from "../async/token_bucket.ts";

/**
 * Takes tokens for `calls` calls from the user's shared bucket.
 * @returns milliseconds until the next call is within the limit; 0 = now
 */
export type ConsumeCalls = (owner: UserId, calls: number) => Promise<number>;

/** Counts a call. @returns 0 if the call is allowed, else the milliseconds until a call is allowed again */
export type RateLimiter = (owner: UserId) => number;

/** Calls are charged in batches of this size, or after this time. */
const BATCH = 8;
const MAX_UNCHARGED_MS = 1_000;
/** Users in memory. A user evicted within a minute would get a full local bucket again; a worker serves fewer users. */
const CAPACITY = 1_000;

interface Account {
  /** The user's limit in this worker alone: it holds even when the database is busy. */
  localBucket: TokenBucket;
  uncharged: number;
  charging: boolean;
  chargedAt: number;
  /** The shared bucket is empty until this time, in milliseconds since the epoch. */
  emptyUntil: number;
}

/**
 * @param perMinute capacity of the bucket, and calls added per minute
 * @param now milliseconds since the epoch
 */
export function createRateLimiter(
  consume: ConsumeCalls,
  perMinute: number,
  now: () => number = Date.now,
): RateLimiter {
  const perSecond = perMinute / 60;
  const accounts = new Map<UserId, Account>();

  function accountOf(owner: UserId): Account {
    const known = accounts.get(owner);
    if (known) return known;
    const localBucket = createTokenBucket(perMinute, perSecond, now);
    const account = { localBucket, uncharged: 0, charging: false, chargedAt: 0, emptyUntil: 0 };
    accounts.set(owner, account);
    if (accounts.size > CAPACITY) evictOldest(accounts);
    return account;
  }

  async function flush(owner: UserId, account: Account): Promise<void> {
    const calls = account.uncharged;
    account.uncharged = 0;
    account.charging = true;
    account.chargedAt = now();
    try {
      account.emptyUntil = now() + await consume(owner, calls);
    } catch {
      // Fail open: the local bucket still limits the user, and the calls themselves report a database outage.
    } finally {
      account.charging = false;
    }
  }

  return (owner) => {
    const account = accountOf(owner);
    const time = now();
    if (time < account.emptyUntil) return account.emptyUntil - time;
    if (!account.localBucket()) return 1_000 / perSecond;
    account.uncharged += 1;
    const isDue = account.uncharged >= BATCH || time - account.chargedAt >= MAX_UNCHARGED_MS;
    if (isDue && !account.charging) void flush(owner, account);
    return 0;
  };
}
