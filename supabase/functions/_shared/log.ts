// The operator's log within the platform's limits. Each kind of line has some that no other kind can use, and each
// user has one of those, so that no flood pushes out what others did. What is left out is counted.

/** The platform takes 100 lines in any ten seconds; boot and shutdown have theirs among them. */
const PERIOD_MS = 10_000;

/** Lines in ten seconds that only this kind may use. A user may use one of them, so it is for as many users. */
const RESERVED = {
  /** Requests of a user that change something. */
  change: 42,
  /** A user's other requests. */
  call: 14,
  anonymous: 6,
  /** What broke for a user. */
  error: 8,
  /** What broke for a caller that is no user, or not yet known to be one. */
  anonymous_error: 4,
};
/** Lines for any kind and any user beyond that. */
const SHARED = 16;
/** Users whose changes are counted one by one: more would not fit the platform's 10,000 characters. */
const COUNTED_USERS = 300;

export type Kind = keyof typeof RESERVED;

/**
 * Writes one line, or what makes it, which is not made if it is left out.
 * @param user who it is about, by any name that is always the same
 */
export type Log = (kind: Kind, line: string | (() => string), user?: string) => void;

/**
 * @param write has the shape of the console
 * @param now milliseconds since the epoch
 */
export function createLog(
  write: Record<"info" | "error", (line: string) => void>,
  now: () => number = Date.now,
): Log {
  /** The lines of the last ten seconds, oldest first, and which lines they used. */
  const lines: { at: number; from: Kind | "shared"; user: string | undefined }[] = [];
  let leftOut: LeftOut | undefined;

  function lineFor(kind: Kind, user: string | undefined): Kind | "shared" | undefined {
    const own = lines.filter(({ from }) => from === kind);
    const isFirst = user === undefined || own.every((line) => line.user !== user);
    if (isFirst && own.length < RESERVED[kind]) return kind;
    return lines.filter(({ from }) => from === "shared").length < SHARED ? "shared" : undefined;
  }

  return (kind, line, user) => {
    const at = now();
    while (lines[0] && isOver(lines[0].at, at)) lines.shift();
    if (leftOut && isOver(leftOut.since, at)) {
      write.info(lineOf(leftOut));
      leftOut = undefined;
    }
    const from = lineFor(kind, user);
    if (from) {
      lines.push({ at, from, user });
      write[kind.endsWith("error") ? "error" : "info"](typeof line === "string" ? line : line());
    } else {
      leftOut ??= noneSince(at);
      leftOut.counts[kind] += 1;
      const { changes } = leftOut;
      if (kind === "change" && user && (changes.has(user) || changes.size < COUNTED_USERS)) {
        changes.set(user, (changes.get(user) ?? 0) + 1);
      }
    }
  };
}

// A clock that was set back must not silence the log until it has caught up.
function isOver(since: number, time: number): boolean {
  return time < since || time >= since + PERIOD_MS;
}

/** What has been left out since a time, all of it and each user's changes. */
interface LeftOut {
  since: number;
  counts: Record<Kind, number>;
  changes: Map<string, number>;
}

function noneSince(since: number): LeftOut {
  const counts = { change: 0, call: 0, anonymous: 0, error: 0, anonymous_error: 0 };
  return { since, counts, changes: new Map() };
}

function lineOf({ counts, changes }: LeftOut): string {
  const changes_of = Object.fromEntries(changes);
  return JSON.stringify({ level: "warn", message: "Lines were left out", ...counts, changes_of });
}
