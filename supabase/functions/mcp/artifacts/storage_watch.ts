// Looks after the project's storage beside the requests, and warns the operator while there is time. Knows no database.

/** What all users keep together, and what was last done every night. */
export interface StorageStatus {
  /** On disk, indexes included. */
  bytes: number;
  /** When what is old was removed; ISO 8601. */
  purged_at: string;
  /** When the indexes were rebuilt without the words of what is gone; ISO 8601. */
  rebuilt_at: string;
}

/** The database refuses saves by the last count, so it is never much older. */
const COUNT_MS = 60_000;
const NIGHTLY = "supabase/README.md, Storage, has what must run every night";
const WARN_MS = 60 * 60_000;
const WARN_SHARE = 0.8;
/** Both are done every night. */
const OVERDUE_MS = 2 * 24 * 60 * 60_000;

/**
 * @param count asks the database
 * @param warn writes to the operator's log, once an hour at most for each cause
 * @param now milliseconds since the epoch
 * @returns what a request calls in passing: it starts a count when the last one is a minute old, and never throws
 */
export function createStorageWatch(
  count: () => Promise<StorageStatus>,
  maxBytes: number,
  warn: (message: string) => void,
  now: () => number = Date.now,
): () => Promise<void> {
  let counted = -Infinity;
  const warned = new Map<string, number>();

  function warnHourly(cause: string, message: string): void {
    if (now() - (warned.get(cause) ?? -Infinity) < WARN_MS) return;
    warned.set(cause, now());
    warn(message);
  }

  return async () => {
    if (now() - counted < COUNT_MS) return;
    counted = now();
    const status = await count().catch(() => undefined); // the calls themselves tell of a database that is down
    if (!status) return;
    if (status.bytes > WARN_SHARE * maxBytes) {
      const percent = Math.floor(100 * status.bytes / maxBytes);
      warnHourly(
        "bytes",
        `The libraries take ${percent}% of MCP_PROJECT_BYTES (${status.bytes} of ${maxBytes}); at 100% saves are ` +
          "refused. supabase/README.md, Storage, shows who keeps how much",
      );
    }
    const { purged_at, rebuilt_at } = status;
    if (now() - Date.parse(purged_at) > OVERDUE_MS) {
      warnHourly("purge", `Nothing was purged since ${purged_at}. ${NIGHTLY}`);
    }
    if (now() - Date.parse(rebuilt_at) > OVERDUE_MS) {
      warnHourly(
        "rebuild",
        `The indexes of words were not rebuilt since ${rebuilt_at}. ${NIGHTLY}`,
      );
    }
  };
}
