// When requests are given up: one signal for all that begin at about the same time. A signal for each
// would keep a timer for as long as it may take, thousands of them under load.

/** Requests that begin within this many milliseconds of one another are given up together. */
const TOGETHER_MS = 1_000;

/**
 * @param ms how long a request may take at least; at most a second longer
 * @param timeout makes a signal that aborts after so many milliseconds
 * @param now milliseconds since the epoch
 * @returns the signal for a request that begins now
 */
export function createSharedTimeout(
  ms: number,
  timeout: (ms: number) => AbortSignal = AbortSignal.timeout,
  now: () => number = Date.now,
): () => AbortSignal {
  let current: { signal: AbortSignal; since: number } | undefined;
  return () => {
    const age = current ? now() - current.since : Infinity;
    // A clock that was set back must not keep a signal that has long been up.
    if (!current || age < 0 || age >= TOGETHER_MS) {
      current = { signal: timeout(ms + TOGETHER_MS), since: now() };
    }
    return current.signal;
  };
}
