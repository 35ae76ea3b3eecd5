// How much of a query is searched for, and what ranking compares. Queries here exclude a word, because a search without
// an exclusion falls back to some of its words.

import assert from "node:assert/strict";
import { MANY_WORDS } from "../queries.ts";
import type { Caller } from "./caller.ts";
import { filler } from "./lengths.ts";
import type { Limit } from "./limit.ts";

const words = (count: number, from = 0) => MANY_WORDS.slice(from, from + count).join(" ");
/** The same words in an order in which the content does not have them. */
const turned = (count: number, from = 0) =>
  MANY_WORDS.slice(from, from + count).toReversed().join(" ");

/** @returns titles, best match first */
async function titles(caller: Caller, query: string): Promise<string[]> {
  const { artifacts } = await caller.accepted("artifact_list", { query });
  return artifacts.map(({ title }: { title: string }) => title);
}

/** Whether the query finds a content of all {@link MANY_WORDS}. */
async function isFound(caller: Caller, query: string): Promise<boolean> {
  await caller.empty();
  await caller.stored({ content: MANY_WORDS.join(" ") });
  return (await titles(caller, query)).length > 0;
}

/** Stores one artifact with the first word in its title and the others in its content, and one with the second word. */
async function acrossIndexes(caller: Caller, count: number): Promise<string[]> {
  await caller.empty();
  await caller.stored({ title: words(1), content: words(count - 1, 1) });
  await caller.stored({ title: "Other", content: words(1, 1) });
  return await titles(caller, words(count));
}

export const SEARCH_LIMITS: readonly Limit[] = [
  {
    name: "the 33rd word of a query is ignored",
    async check(caller) {
      const last = `-${words(1, 40)}`;
      assert.equal(await isFound(caller, `${words(31)} ${last}`), false);
      assert.equal(await isFound(caller, `${words(32)} ${last}`), true);
    },
  },
  {
    name: "the 33rd word of a query is ignored behind a phrase",
    async check(caller) {
      const query = (count: number) => `${words(16)} "${words(2, 50)}" ${words(count - 16, 16)}`;
      const last = `-${words(1, 40)}`;
      assert.equal(await isFound(caller, `${query(31)} ${last}`), false);
      assert.equal(await isFound(caller, `${query(32)} ${last}`), true);
    },
  },
  {
    name: "a third phrase of a query is searched for as words",
    async check(caller) {
      const [first, second] = [`"${words(2)}"`, `"${words(2, 2)}"`];
      const last = `"${turned(2, 4)}" -nowhere`;
      assert.equal(await isFound(caller, `${first} ${last}`), false);
      assert.equal(await isFound(caller, `${first} ${second} ${last}`), true);
    },
  },
  {
    name: "a phrase beyond 16 words of phrases is searched for as words",
    async check(caller) {
      const first = `"${words(8)}"`;
      assert.equal(await isFound(caller, `${first} "${turned(8, 8)}" -nowhere`), false);
      assert.equal(await isFound(caller, `${first} "${turned(9, 8)}" -nowhere`), true);
    },
  },
  {
    name: "the 17th word of a phrase is ignored",
    async check(caller) {
      assert.equal(await isFound(caller, `"${words(15)} common" -nowhere`), false);
      assert.equal(await isFound(caller, `"${words(16)} common" -nowhere`), true);
    },
  },
  {
    name: "the 17th part of a query between quotes is ignored",
    async check(caller) {
      const query = (quotes: number) => `${words(1)} ${'"'.repeat(quotes)} -${words(1, 40)}`;
      assert.equal(await isFound(caller, query(14)), false);
      assert.equal(await isFound(caller, query(16)), true);
    },
  },
  {
    name: "an artifact with 13 words in title and content together ranks among those with one",
    async check(caller) {
      assert.deepEqual(await acrossIndexes(caller, 12), [words(1)]);
      assert.deepEqual(await acrossIndexes(caller, 13), [words(1), "Other"]);
    },
  },
  {
    // Comparing the positions of all words takes quadratic time. Of two matches with equal rank, the newer one is
    // first. If distance counted, the older one would be.
    name: "the distance of two words does not change a match's rank",
    async check(caller) {
      await caller.empty();
      const [near, far] = [
        `zebra yak ${filler(2_000)}`,
        `zebra ${filler(2_000)} yak`,
      ];
      await caller.stored({ title: "Near", content: near, seconds: 60 });
      await caller.stored({ title: "Far", content: far });
      assert.deepEqual(await titles(caller, "zebra yak"), ["Far", "Near"]);
      await caller.stored({ title: "Both twice", content: `${near} zebra yak`, seconds: 90 });
      assert.deepEqual(await titles(caller, "zebra yak"), ["Both twice", "Far", "Near"]);
    },
  },
];
