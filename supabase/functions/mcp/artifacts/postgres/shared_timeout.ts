// One time-out signal for all requests that start at about the same time. A signal per request would keep thousands of
// timers under load.

/** Requests that start within this time of each other share a signal. */
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
    // A clock that is set back must not keep an aborted signal.
    if (!current || age < 0 || age >= TOGETHER_MS) {
      current = { signal: timeout(ms + TOGETHER_MS), since: now() };
    }
    return current.signal;
  };
}
