// Shares an allowance among keys that anyone can make up: keys that have tried more often go first. A flood of new
// keys cannot keep out one that comes again, and a flood that repeats its keys has fewer of them.

import { createTokenBucket } from "../async/token_bucket.ts";

/** Tries that count, if each lowers what must be left for others by one turn at least. */
const TRIES = 50;
/** Keys in each of two memories, of 10 MB together: the older one is dropped when the newer one is full. */
const CAPACITY = 50_000;
/** Price of a turn in tokens: slowDown() doubles it, up to the maximum; time halves it again. */
const MOST_COST = 8;
const HALF_COST_MS = 10 * 60_000;

export interface Turns {
  /** Takes a turn. If it is not this key's turn, its next try is more likely to succeed. */
  take(key: string): boolean;
  /** Forgets the tries of a key. */
  forget(key: string): void;
  /** Makes turns rarer, because others use the same limit, such as other workers in the same flood. */
  slowDown(): void;
}

/**
 * The second half of the burst is for keys that have tried before.
 * @param burst turns at the start, and the most there are
 * @param perSecond turns added each second
 * @param now milliseconds since the epoch
 */
export function createTurns(burst: number, perSecond: number, now: () => number): Turns {
  const allow = createTokenBucket(burst, perSecond, now);
  const reserve = burst / 2;
  const step = Math.max(1, reserve / TRIES);
  let [newer, older] = [new Map<string, number>(), new Map<string, number>()];
  let [highest, since] = [1, now()];
  // A clock that was set back changes nothing.
  const halvings = () => Math.max(0, Math.floor((now() - since) / HALF_COST_MS));
  const cost = () => Math.max(1, highest / 2 ** halvings());
  return {
    take(key) {
      const tries = newer.get(key) ?? older.get(key) ?? 0;
      if (allow(Math.max(0, reserve - tries * step), cost())) return true;
      newer.set(key, tries + 1);
      if (newer.size >= CAPACITY) [newer, older] = [new Map(), newer];
      return false;
    },
    forget(key) {
      newer.delete(key);
      older.delete(key);
    },
    slowDown() {
      [highest, since] = [Math.min(MOST_COST, cost() * 2), now()];
    },
  };
}
