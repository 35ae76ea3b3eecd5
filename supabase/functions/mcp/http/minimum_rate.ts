// Enforces a minimum transfer rate on clients that send or receive a body, and allows short pauses.

import { DeadlineError, withDeadline } from "../async/deadline.ts";
import { settlesAtOnce } from "../async/settles_at_once.ts";

/** Three quarters of 16 KiB/s, so that a connection with 16 KiB/s has a margin. */
export const MIN_BYTES_PER_S = 12 * 1024;
const BYTES_PER_MS = MIN_BYTES_PER_S / 1_000;

/** A timer that fires this late means that the worker itself was busy. */
const LATE_MS = 100;

interface MinimumRate {
  /** Milliseconds until the client is too slow. Each byte adds the time that it takes at the minimum rate. */
  remainingMs(): number;
  credit(bytes: number): void;
  /** Awaits the client. @throws {DeadlineError} when `remainingMs` reaches 0 first */
  awaitClient<Result>(next: Promise<Result>): Promise<Result>;
  /** Awaits work of this server, and adds its duration to `remainingMs`. */
  awaitServer<Result>(work: Promise<Result>): Promise<Result>;
}

/**
 * @param maxPauseMs longest pause of the client, and the maximum of `remainingMs`: without a maximum, a client that
 *   starts fast could then be silent for minutes
 */
export function createMinimumRate(
  maxPauseMs: number,
  now: () => number = () => performance.now(),
): MinimumRate {
  let deadline = now() + maxPauseMs;
  const remainingMs = () => deadline - now();
  return {
    remainingMs,
    credit(bytes) {
      deadline = Math.min(now() + maxPauseMs, deadline + bytes / BYTES_PER_MS);
    },
    async awaitClient(next) {
      // Most bodies arrive together with their headers, and need no timer. Deno 2.9 takes 3.5 ms to load its timers.
      if (remainingMs() > 0 && await settlesAtOnce(next)) return await next;
      next.catch(() => {}); // prevents an unhandled rejection after the deadline
      while (remainingMs() > 0) {
        const due = deadline;
        try {
          return await withDeadline(next, remainingMs());
        } catch (error) {
          // A late timer shows that this worker was busy, which delayed the client as well.
          const lateMs = now() - due;
          if (!(error instanceof DeadlineError) || lateMs < LATE_MS) throw error;
          deadline += lateMs + LATE_MS;
        }
      }
      throw new DeadlineError("the transfer was below the minimum rate");
    },
    async awaitServer(work) {
      const startedAt = now();
      try {
        return await work;
      } finally {
        deadline += now() - startedAt;
      }
    },
  };
}
