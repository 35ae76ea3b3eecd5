// Calls the database functions that belong to no user's store: shares, rate limits, closed accounts, storage.

import type { ConsumeCalls } from "../../rate_limit/rate_limiter.ts";
import { chunkArguments } from "./arguments.ts";
import type { Connection } from "./data_api.ts";
import * as rows from "./rows.ts";
import { hashShareId } from "../share_id.ts";
import { createStorageWatch } from "../storage_watch.ts";
import { limitShares } from "../share_budget.ts";
import type { SharedArtifacts } from "../store.ts";

export function sharedArtifactsIn(database: Connection): SharedArtifacts {
  return limitShares({
    async open(share, range) {
      const share_hash = await hashShareId(share);
      if (share_hash === undefined) return undefined;
      const answer = await database.call("open_share", { share_hash, ...chunkArguments(range) });
      return rows.OpenAnswer.parse(answer).artifact ?? undefined;
    },
  });
}

/** @param perMinute capacity of a user's token bucket, and calls added to it per minute */
export function consumeCallsIn(database: Connection, perMinute: number): ConsumeCalls {
  return async (owner, calls) => {
    const args = { owner, consumed: calls, per_minute: perMinute };
    return rows.ConsumedAnswer.parse(await database.call("consume_calls", args)).wait_ms;
  };
}

/**
 * Closes the account of a deleted user. Repeated calls change nothing.
 * @param eraseAfterDays days until the purge erases the user's data
 */
export function closeAccountIn(database: Connection, eraseAfterDays: number) {
  return async (owner: string, happenedAt: string): Promise<void> => {
    const args = { owner, erase_after_days: eraseAfterDays, happened_at: happenedAt };
    rows.ClosedAnswer.parse(await database.call("close_account", args));
  };
}

/** @see createStorageWatch */
export function storageWatchOf(
  database: Connection,
  maxBytes: number,
  warn: (message: string) => void,
): () => Promise<void> {
  const count = async () => rows.StatusAnswer.parse(await database.call("project_status", {}));
  return createStorageWatch(count, maxBytes, warn);
}
