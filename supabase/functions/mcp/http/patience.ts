// How long a client is waited for that sends or takes bytes: a minimum rate with room for pauses.

import { DeadlineError, withDeadline } from "../async/deadline.ts";

/** The slowest line that is served: three quarters of 16 KiB/s, so that such a line has some to spare. */
export const SLOWEST_BYTES_PER_S = 12 * 1024;
const BYTES_PER_MS = SLOWEST_BYTES_PER_S / 1_000;

/** Later than any timer of a worker that has time. */
const LATE_MS = 100;

export interface Patience {
  /** Milliseconds left; each byte adds the time it takes on the slowest line. */
  left(): number;
  moved(bytes: number): void;
  /** Waits for what the client does next. @throws {DeadlineError} when the patience ends first */
  during<Result>(next: Promise<Result>): Promise<Result>;
  /** Waits for ourselves, at no cost to the client. */
  paused<Result>(work: Promise<Result>): Promise<Result>;
}

/**
 * @param mostMs the longest pause. Bytes that came fast save up no more than this, or a large head start
 *   would pay for minutes of silence.
 */
export function createPatience(
  mostMs: number,
  now: () => number = () => performance.now(),
): Patience {
  let until = now() + mostMs;
  const left = () => until - now();
  return {
    left,
    moved: (bytes) => until = Math.min(now() + mostMs, until + bytes / BYTES_PER_MS),
    async during(next) {
      next.catch(() => {}); // when it is not waited for any more
      while (left() > 0) {
        const due = until;
        try {
          return await withDeadline(next, left());
        } catch (error) {
          // A timer that is late was kept waiting by this worker, and so was the client.
          const late = now() - due;
          if (!(error instanceof DeadlineError) || late < LATE_MS) throw error;
          until += late + LATE_MS;
        }
      }
      throw new DeadlineError("slower than the slowest line");
    },
    async paused(work) {
      const since = now();
      try {
        return await work;
      } finally {
        until += now() - since;
      }
    },
  };
}
