// One time-out signal for all requests that start within a second. A signal for each request would keep thousands of
// timers alive under load.

/** Requests share a signal for this time after its creation. */
const TOGETHER_MS = 1_000;

/**
 * @param ms minimum time-out; the maximum is a second longer
 * @param timeout returns a signal that aborts after `ms` milliseconds
 * @param now milliseconds since the epoch
 * @returns the signal for a request that starts now
 */
export function createSharedTimeout(
  ms: number,
  timeout: (ms: number) => AbortSignal = AbortSignal.timeout,
  now: () => number = Date.now,
): () => AbortSignal {
  let current: { signal: AbortSignal; since: number } | undefined;
  return () => {
    const age = current ? now() - current.since : Infinity;
    // The age is negative after the clock was set back. An aborted signal must not stay in use then.
    if (!current || age < 0 || age >= TOGETHER_MS) {
      current = { signal: timeout(ms + TOGETHER_MS), since: now() };
    }
    return current.signal;
  };
}
