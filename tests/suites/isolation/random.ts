// Random choices that follow from a seed.

import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

export interface Random {
  /** From 0 to `below` - 1. */
  number(below: number): number;
  /** @throws Error when there is nothing to choose from */
  of<Item>(items: readonly Item[]): Item;
}

export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const number = (below: number) => uniformInt(generator, 0, below - 1);
  return {
    number,
    of(items) {
      const item = items[number(items.length)];
      if (item === undefined) throw new Error("nothing to choose from");
      return item;
    },
  };
}
