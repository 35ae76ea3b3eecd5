// How often one person may call. The bucket is in the database, so that it is one however many workers
// there are; a worker counts what it lets through, charges it while the calls are being answered, and
// refuses who the bucket said is out of calls. So nobody waits for the bucket: a few calls too many may
// pass before it has answered, and are paid back afterwards.

import type { UserId } from "../auth/user_id.ts";
import { evictOldest } from "../../_shared/lru.ts";
import { createTokenBucket, type TokenBucket } from "../async/token_bucket.ts";

/**
 * Takes calls out of a person's bucket, wherever they were made.
 * @returns milliseconds until the bucket holds a call again; 0 = it does
 */
export type ConsumeCalls = (owner: UserId, calls: number) => Promise<number>;

/** Counts a call. @returns milliseconds for which this person must make none; 0 = go on */
export type RateLimiter = (owner: UserId) => number;

/** Calls that a worker lets through before it charges them, and the longest that it keeps them. */
const BATCH = 8;
const UNCHARGED_MS = 1_000;
/** People remembered; more than one worker meets in a minute. */
const CAPACITY = 1_000;

interface Account {
  /** What this worker lets through, whatever it hears of the bucket: a busy database must not lift the limit. */
  allowance: TokenBucket;
  uncharged: number;
  charging: boolean;
  chargedAt: number;
  emptyUntil: number;
}

/**
 * @param perMinute calls that the bucket holds, and that are added in a minute
 * @param now milliseconds since the epoch
 */
export function createRateLimiter(
  charge: ConsumeCalls,
  perMinute: number,
  now: () => number = Date.now,
): RateLimiter {
  const perSecond = perMinute / 60;

  const accounts = new Map<UserId, Account>();

  function accountOf(owner: UserId): Account {
    const known = accounts.get(owner);
    if (known) return known;
    const allowance = createTokenBucket(perMinute, perSecond, now);
    const account = { allowance, uncharged: 0, charging: false, chargedAt: 0, emptyUntil: 0 };
    accounts.set(owner, account);
    if (accounts.size > CAPACITY) evictOldest(accounts);
    return account;
  }

  async function settle(owner: UserId, account: Account): Promise<void> {
    const calls = account.uncharged;
    Object.assign(account, { uncharged: 0, charging: true, chargedAt: now() });
    try {
      account.emptyUntil = now() + await charge(owner, calls);
    } catch {
      // Nothing is known of the bucket, which is no reason to refuse anybody. The calls themselves tell
      // when the database cannot be reached.
    } finally {
      account.charging = false;
    }
  }

  return (owner) => {
    const account = accountOf(owner);
    const time = now();
    if (time < account.emptyUntil) return account.emptyUntil - time;
    if (!account.allowance()) return 1_000 / perSecond;
    account.uncharged += 1;
    const due = account.uncharged >= BATCH || time - account.chargedAt >= UNCHARGED_MS;
    if (due && !account.charging) void settle(owner, account);
    return 0;
  };
}
