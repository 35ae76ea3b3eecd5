// A circuit breaker: during an outage, a crowd of callers must not become a storm of requests.

/** How long the circuit stays open after a failure. */
const OPEN_MS = 1_000;

/**
 * Wraps `call`. After an outage, all callers get its error for 1 s; then one probe per second passes until one
 * succeeds.
 * @param isOutage whether an error opens the circuit; other errors concern only the one call
 * @param now milliseconds since the epoch
 * @param beforeCall called before each call that the circuit lets through; its error becomes the result
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
