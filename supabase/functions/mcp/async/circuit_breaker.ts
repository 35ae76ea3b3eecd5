// A circuit breaker: during an outage, it throws the last error instead of sending a request for each caller.

/** After a failure, all calls are blocked for this time. */
const OPEN_MS = 1_000;

/**
 * Wraps `call`. When a call fails with an outage, all callers get the same error for 1 s. Then one call per second
 * passes as a probe, until a probe ends without an outage.
 * @param isOutage whether an error means an outage; other errors affect only the call that threw them
 * @param now milliseconds since the epoch
 * @param beforeCall runs before each call that passes; its exception fails that call
 */
export function circuitBreaker<Args extends unknown[], Result>(
  call: (...args: Args) => Promise<Result>,
  isOutage: (error: unknown) => boolean,
  now: () => number,
  beforeCall: (...args: Args) => void = () => {},
): (...args: Args) => Promise<Result> {
  let outage: { error: unknown; until: number } | undefined;
  return async (...args) => {
    if (outage && now() < outage.until) throw outage.error;
    beforeCall(...args);
    if (outage) outage.until = now() + OPEN_MS;
    try {
      const result = await call(...args);
      outage = undefined;
      return result;
    } catch (error) {
      outage = isOutage(error) ? { error, until: now() + OPEN_MS } : undefined;
      throw error;
    }
  };
}
