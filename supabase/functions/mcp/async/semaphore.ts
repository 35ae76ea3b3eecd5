// How much one worker takes on at a time. What is begun by the hundred ends late for everybody, and a
// worker that takes more memory than the platform gives it is ended with all its requests.

/** So much of something, taken and given back. */
export interface Capacity {
  /** @returns whether there was so much left; if so, it is taken */
  take(amount: number): boolean;
  give(amount: number): void;
}

export function createCapacity(total: number): Capacity {
  let left = total;
  return {
    take(amount) {
      if (amount > left) return false;
      left -= amount;
      return true;
    },
    give(amount) {
      left += amount;
    },
  };
}
