// A counting semaphore, which limits concurrent requests. Without a limit, hundreds of requests would all finish late,
// and the platform would end a worker that runs out of memory.

interface Semaphore {
  /** Acquires `amount` units, or returns `false` and acquires none. */
  tryAcquire(amount: number): boolean;
  release(amount: number): void;
}

export function createSemaphore(total: number): Semaphore {
  let available = total;
  return {
    tryAcquire(amount) {
      if (amount > available) return false;
      available -= amount;
      return true;
    },
    release(amount) {
      available += amount;
    },
  };
}
