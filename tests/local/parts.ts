// Remembers what was started, so that all of it ends, also when starting fails half-way.

/** Anything that runs until it is stopped. */
export interface Part {
  stop(): Promise<void>;
}

/** The running parts of something bigger. */
export class Parts {
  readonly #running: Part[] = [];

  /** Remembers a part, as soon as it runs, and hands it on. */
  async add<T extends Part>(part: T | Promise<T>): Promise<T> {
    const running = await part;
    this.#running.push(running);
    return running;
  }

  /** Stops every part, the last one first. */
  async stop(): Promise<void> {
    for (let part = this.#running.pop(); part; part = this.#running.pop()) await part.stop();
  }
}

/**
 * `Promise.all` that waits for the others even when one has failed, so that none of them starts after
 * everything was stopped.
 */
export async function together<T extends readonly unknown[]>(
  ...promises: { [K in keyof T]: Promise<T[K]> }
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises);
  return await Promise.all(promises);
}
