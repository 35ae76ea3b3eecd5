// Spares somebody who has just failed to answer: a crowd of callers must not become a storm of questions.

/** How long nobody asks after a failure. */
const PAUSE_MS = 1_000;

/**
 * Wraps a question. After a failure all who ask get that failure, at once and for a second; then one of them
 * tries in each second, until there is an answer.
 * @param counts whether an error says that whoever is asked is failing, and not the question
 * @param now milliseconds since the epoch
 * @param allow called before each question that would be asked; when it throws, that is the answer
 */
export function circuitBreaker<Asked extends unknown[], Answer>(
  ask: (...asked: Asked) => Promise<Answer>,
  counts: (error: unknown) => boolean,
  now: () => number,
  allow: (...asked: Asked) => void = () => {},
): (...asked: Asked) => Promise<Answer> {
  let failure: { error: unknown; until: number } | undefined;
  return async (...asked) => {
    if (failure && now() < failure.until) throw failure.error;
    allow(...asked);
    if (failure) failure.until = now() + PAUSE_MS;
    try {
      const answer = await ask(...asked);
      failure = undefined;
      return answer;
    } catch (error) {
      failure = counts(error) ? { error, until: now() + PAUSE_MS } : undefined;
      throw error;
    }
  };
}
