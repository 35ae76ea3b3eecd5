// Limits the time to wait for a promise.

/** Thrown at the deadline. The work itself continues, and its result is ignored. */
export class DeadlineError extends Error {
  override name = "DeadlineError";
}

/** Settles as `work` does. @throws {DeadlineError} after `ms` milliseconds */
export async function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(`no response within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
