// How much one worker takes on at a time. What is begun by the hundred ends late for everybody, and a
// worker that takes more memory than the platform gives it is ended with all its requests.

/** So much of something, taken and given back. */
export interface Semaphore {
  /** @returns whether there was so much left; if so, it is taken */
  tryAcquire(amount: number): boolean;
  release(amount: number): void;
}

export function createSemaphore(total: number): Semaphore {
  let left = total;
  return {
    tryAcquire(amount) {
      if (amount > left) return false;
      left -= amount;
      return true;
    },
    release(amount) {
      left += amount;
    },
  };
}
