// Monitors the project's storage in the background and warns the operator before it is full.

/** Total storage and the times of the last nightly jobs. */
interface StorageStatus {
  /** Bytes on disk of all libraries, indexes included. */
  bytes: number;
  /** Time of the last complete purge, which deletes expired rows; ISO 8601. */
  purged_at: string;
  /** Time of the last rebuild of the search indexes; ISO 8601. */
  rebuilt_at: string;
}

/** Time between two counts. The database compares each save with the last count, which must be recent. */
const COUNT_INTERVAL_MS = 60_000;
const NIGHTLY = "supabase/README.md, Storage, says what must run every night";
const WARN_INTERVAL_MS = 60 * 60_000;
const WARN_SHARE = 0.8;
/** Age at which a nightly job is overdue. One missed night is tolerated. */
const OVERDUE_MS = 2 * 24 * 60 * 60_000;

/**
 * @param count counts the storage in the database
 * @param warn writes to the operator's log, at most once an hour per cause
 * @param now milliseconds since the epoch
 * @returns a function for every request to call. The function counts when the last count is a minute old, and never
 * throws
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
    // A failed count gives no warning: the tool calls themselves report the database's errors.
    const status = await count().catch(() => undefined);
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
        `The search indexes have not been rebuilt since ${rebuilt_at}. ${NIGHTLY}`,
      );
    }
  };
}
