// Random times and choices that follow from a seed.

import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

export interface Random {
  /** Exponentially distributed. */
  exponential(mean: number): number;
  /** Geometrically distributed, at least 1. */
  geometric(mean: number): number;
  /** @param shares add up to 1 */
  of<Item extends { share: number }>(items: readonly Item[]): Item;
}

export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const uniform = () => uniformFloat64(generator);
  return {
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    geometric: (mean) =>
      mean <= 1 ? 1 : 1 + Math.floor(Math.log(1 - uniform()) / Math.log(1 - 1 / mean)),
    of(items) {
      let left = uniform();
      const chosen = items.find(({ share }) => (left -= share) < 0) ?? items.at(-1);
      if (!chosen) throw new Error("nothing to choose from");
      return chosen;
    },
  };
}
