// Monitors the project's storage in the background and warns the operator before it is full.

/** Total storage and the times of the last nightly jobs. */
interface StorageStatus {
  /** On disk, indexes included. */
  bytes: number;
  /** Last removal of expired rows; ISO 8601. */
  purged_at: string;
  /** Last rebuild of the search indexes; ISO 8601. */
  rebuilt_at: string;
}

/** Saves are checked against the last count, so the count must be recent. */
const COUNT_INTERVAL_MS = 60_000;
const NIGHTLY = "supabase/README.md, Storage, says what must run every night";
const WARN_INTERVAL_MS = 60 * 60_000;
const WARN_SHARE = 0.8;
/** Both jobs run every night; one missed night is tolerated. */
const OVERDUE_MS = 2 * 24 * 60 * 60_000;

/**
 * @param count counts the storage in the database
 * @param warn writes to the operator's log, at most once an hour per cause
 * @param now milliseconds since the epoch
 * @returns a function that every request calls. It counts again once the last count is a minute old, and never throws
 */
export function createStorageWatch(
  count: () => Promise<StorageStatus>,
  maxBytes: number,
  warn: (message: string) => void,
  now: () => number = Date.now,
): () => Promise<void> {
  let countedAt = -Infinity;
  const warnedAt = new Map<string, number>();

  function warnHourly(cause: string, message: string): void {
    if (now() - (warnedAt.get(cause) ?? -Infinity) < WARN_INTERVAL_MS) return;
    warnedAt.set(cause, now());
    warn(message);
  }

  return async () => {
    if (now() - countedAt < COUNT_INTERVAL_MS) return;
    countedAt = now();
    const status = await count().catch(() => undefined); // tool calls report an outage
    if (!status) return;
    if (status.bytes > WARN_SHARE * maxBytes) {
      const percent = Math.floor(100 * status.bytes / maxBytes);
      warnHourly(
        "bytes",
        `The libraries take ${percent}% of MCP_PROJECT_BYTES (${status.bytes} of ${maxBytes}); at 100% saves are ` +
          "refused. supabase/README.md, Storage, shows how to list the users with the most bytes",
      );
    }
    const { purged_at, rebuilt_at } = status;
    if (now() - Date.parse(purged_at) > OVERDUE_MS) {
      warnHourly("purge", `No purge has completed since ${purged_at}. ${NIGHTLY}`);
    }
    if (now() - Date.parse(rebuilt_at) > OVERDUE_MS) {
      warnHourly(
        "rebuild",
        `The search indexes were not rebuilt since ${rebuilt_at}. ${NIGHTLY}`,
      );
    }
  };
}
