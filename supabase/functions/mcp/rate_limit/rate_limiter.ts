// A token bucket per user in Postgres. All workers share it and charge it asynchronously, in batches. Calls never wait
// for the database, so a few calls above the limit may pass; they are charged afterwards.

import type { UserId } from "../auth/user_id.ts";
import { evictOldest } from "../../_shared/lru.ts";
import { createTokenBucket, type TokenBucket } from "../async/token_bucket.ts";

/**
 * Takes tokens for `calls` calls from the user's shared bucket.
 * @returns milliseconds until the next call is within the limit; 0 = now
 */
export type ConsumeCalls = (owner: UserId, calls: number) => Promise<number>;

/** Counts a call. @returns 0 if the call is allowed, otherwise the milliseconds until a call is allowed again */
export type RateLimiter = (owner: UserId) => number;

/** Calls are charged when this number is reached, or after this time. */
const BATCH = 8;
const MAX_UNCHARGED_MS = 1_000;
/**
 * Maximum users in memory; a worker serves fewer users in a minute. A user who was evicted within a minute would get a
 * full local bucket again.
 */
const CAPACITY = 1_000;

interface Account {
  /** Limits the user's calls in this worker alone, even when the database does not respond. */
  localBucket: TokenBucket;
  uncharged: number;
  charging: boolean;
  chargedAt: number;
  /** The shared bucket is empty until this time, in milliseconds since the epoch. */
  emptyUntil: number;
}

/**
 * @param consume charges the shared bucket in Postgres
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
      // An error allows further calls: the local bucket still limits them, and they report a database outage
      // themselves.
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
