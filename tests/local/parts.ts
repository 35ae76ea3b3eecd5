// Collects started parts, so that all are stopped even if a later start fails.

/** Something that runs until it is stopped. */
export interface Part {
  stop(): Promise<void>;
}

/** Running parts. Disposal stops them all, the last one first. */
export class Parts extends AsyncDisposableStack {
  /** Adds a part once it runs, and returns it. */
  async add<T extends Part>(part: T | Promise<T>): Promise<T> {
    return this.adopt(await part, (running) => running.stop());
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
