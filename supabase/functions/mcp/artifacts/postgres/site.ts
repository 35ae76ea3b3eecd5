// Postgres functions across users: shares, rate limits, storage.

import type { ConsumeCalls } from "../../rate_limit/rate_limiter.ts";
import { MAX_INTEGER } from "../artifact.ts";
import type { Connection } from "./data_api.ts";
import type { ChunkRange } from "../chunk.ts";
import * as rows from "./rows.ts";
import { hashShareId } from "../share_id.ts";
import { createStorageWatch } from "../storage_watch.ts";
import { limitShares } from "../share_budget.ts";
import type { SharedArtifacts } from "../store.ts";

export function sharedArtifactsIn(database: Connection): SharedArtifacts {
  return limitShares({
    async open(share, range) {
      const hash = await hashShareId(share);
      if (hash === undefined) return undefined;
      const answer = await database.call("open_share", { hash, ...chunkArguments(range) });
      return rows.OpenAnswer.parse(answer).artifact ?? undefined;
    },
  });
}

/** @param perMinute capacity of a user's bucket, and calls added per minute */
export function consumeCallsIn(database: Connection, perMinute: number): ConsumeCalls {
  return async (owner, calls) => {
    const args = { owner, calls, per_minute: perMinute };
    return rows.ChargedAnswer.parse(await database.call("charge_calls", args)).wait_ms;
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

/** The range as arguments of the database's functions. */
export function chunkArguments({ offset, limit }: ChunkRange) {
  return { from_byte: Math.min(offset, MAX_INTEGER), max_bytes: Math.min(limit, MAX_INTEGER) };
}
