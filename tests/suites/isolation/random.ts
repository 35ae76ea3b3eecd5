// Random choices that follow from a seed.

export interface Random {
  /** From 0 to `below` - 1. */
  number(below: number): number;
  /** @throws Error when there is nothing to choose from */
  of<Item>(items: readonly Item[]): Item;
}

/** Mulberry32: 32 bits of state are plenty for choices of a test. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const number = (below: number) => {
    state = state + 0x6d2b79f5 >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) % below;
  };
  return {
    number,
    of(items) {
      const item = items[number(items.length)];
      if (item === undefined) throw new Error("nothing to choose from");
      return item;
    },
  };
}
