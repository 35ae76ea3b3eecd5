// Keeps the log within Supabase's rate limit. For each kind of log line, a number per ten seconds is reserved. One user
// gets at most one reserved log line of each kind, so a flood from one user cannot displace those of other users.
// Dropped log lines are counted.

/** Supabase's rate limit is 100 log lines in any ten seconds, including those of boot and shutdown. */
const PERIOD_MS = 10_000;

/** Log lines per ten seconds reserved for each kind. A user gets at most one reserved log line of each kind. */
const RESERVED = {
  /** Changes by users. */
  change: 42,
  /** Other requests of users. */
  call: 14,
  /** Requests without a verified user. */
  anonymous: 6,
  /** Errors in a user's request. */
  error: 8,
  /** Errors in requests without a verified user. */
  anonymous_error: 4,
};
/** Additional log lines per ten seconds, which all kinds and users share. */
const SHARED = 16;
/** Dropped changes are counted for at most this many users, so that the counts fit a log line of 10,000 characters. */
const COUNTED_USERS = 300;

export type Kind = keyof typeof RESERVED;

/**
 * Writes one log line, or drops it.
 * @param line the log line, or a function that builds it; the function is not called if the log line is dropped
 * @param user a stable identifier of the user
 */
type Log = (kind: Kind, line: string | (() => string), user?: string) => void;

/**
 * @param write receives the log lines, such as `console`
 * @param now milliseconds since the epoch
 */
export function createLog(
  write: Record<"info" | "error", (line: string) => void>,
  now: () => number = Date.now,
): Log {
  /** The log lines of the last ten seconds, oldest first, each with the quota that it used. */
  const lines: { at: number; quota: Kind | "shared"; user: string | undefined }[] = [];
  let dropped: Dropped | undefined;

  function quotaFor(kind: Kind, user: string | undefined): Kind | "shared" | undefined {
    const sameKind = lines.filter(({ quota }) => quota === kind);
    const isFirst = user === undefined || sameKind.every((line) => line.user !== user);
    if (isFirst && sameKind.length < RESERVED[kind]) return kind;
    return lines.filter(({ quota }) => quota === "shared").length < SHARED ? "shared" : undefined;
  }

  function drop(kind: Kind, user: string | undefined, at: number): void {
    dropped ??= noneSince(at);
    dropped.counts[kind] += 1;
    const { changes } = dropped;
    if (kind === "change" && user && (changes.has(user) || changes.size < COUNTED_USERS)) {
      changes.set(user, (changes.get(user) ?? 0) + 1);
    }
  }

  return (kind, line, user) => {
    const at = now();
    while (lines[0] && isOver(lines[0].at, at)) lines.shift();
    if (dropped && isOver(dropped.since, at)) {
      write.info(lineOf(dropped));
      dropped = undefined;
    }
    const quota = quotaFor(kind, user);
    if (!quota) return drop(kind, user, at);
    lines.push({ at, quota, user });
    const text = typeof line === "string" ? line : line();
    if (kind.endsWith("error")) write.error(text);
    else write.info(text);
  };
}

// `time < since`: the clock was set back. The log must not stay silent until the clock catches up.
function isOver(since: number, time: number): boolean {
  return time < since || time >= since + PERIOD_MS;
}

/** Numbers of dropped log lines, by kind; those of changes also by user. */
interface Dropped {
  since: number;
  counts: Record<Kind, number>;
  changes: Map<string, number>;
}

function noneSince(since: number): Dropped {
  const counts = { change: 0, call: 0, anonymous: 0, error: 0, anonymous_error: 0 };
  return { since, counts, changes: new Map() };
}

function lineOf({ counts, changes }: Dropped): string {
  const changes_of = Object.fromEntries(changes);
  return JSON.stringify({
    level: "warn",
    message: "Log lines above the rate limit were dropped",
    ...counts,
    changes_of,
  });
}
