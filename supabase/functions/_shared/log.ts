// The operator's log within the platform's limits: what is more than it takes is counted, not lost in
// silence, and errors have room when requests have used up theirs.

/** The platform takes 100 lines in ten seconds; boot and shutdown have theirs among them. */
const WINDOW_MS = 10_000;
const MAX_LINES = { info: 70, error: 90 };

export type Level = keyof typeof MAX_LINES;

/** Writes one line, or what makes it, which is not made if it is left out. */
export type Log = (level: Level, line: string | (() => string)) => void;

/**
 * @param write has the shape of the console
 * @param now milliseconds since the epoch
 */
export function createLog(
  write: Record<Level, (line: string) => void>,
  now: () => number = Date.now,
): Log {
  let until = 0;
  let lines = 0;
  let left_out = { info: 0, error: 0 };

  function beginWindow(time: number): void {
    until = time + WINDOW_MS;
    lines = 0;
    if (left_out.info + left_out.error === 0) return;
    write.info(JSON.stringify({ level: "warn", message: "Lines were left out", ...left_out }));
    lines = 1;
    left_out = { info: 0, error: 0 };
  }

  return (level, line) => {
    const time = now();
    // A clock that was set back must not silence the log until it has caught up.
    if (time >= until || time < until - WINDOW_MS) beginWindow(time);
    if (lines >= MAX_LINES[level]) {
      left_out[level] += 1;
      return;
    }
    lines += 1;
    write[level](typeof line === "string" ? line : line());
  };
}
