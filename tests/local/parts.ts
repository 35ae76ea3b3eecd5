// Collects started parts, so that all are stopped even if a later start fails.

/** Something that runs until it is stopped. */
export interface Part {
  stop(): Promise<void>;
}

/** A stack of running parts. */
export class Parts {
  readonly #running: Part[] = [];

  /** Adds a part once it runs, and returns it. */
  async add<T extends Part>(part: T | Promise<T>): Promise<T> {
    const running = await part;
    this.#running.push(running);
    return running;
  }

  /** Stops all parts, the last one first. */
  async stop(): Promise<void> {
    for (let part = this.#running.pop(); part; part = this.#running.pop()) await part.stop();
  }
}

/**
 * `Promise.all` that waits for all promises even if one rejects, so that no part starts after everything was
 * stopped.
 */
export async function together<T extends readonly unknown[]>(
  ...promises: { [K in keyof T]: Promise<T[K]> }
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises);
  return await Promise.all(promises);
}
