// How much of a query is searched for, and what ranking compares. A query that excludes a word is never widened to
// some of its words, so that it tells whether its last word counts.

import assert from "node:assert/strict";
import { MANY_WORDS } from "../queries.ts";
import type { Caller } from "./caller.ts";
import type { Limit } from "./limit.ts";
import { filler } from "./texts.ts";

const ALL = MANY_WORDS.join(" ");
const words = (count: number, from = 0) => MANY_WORDS.slice(from, from + count).join(" ");
/** Words in an order in which no content has them. */
const turned = (count: number, from = 0) =>
  MANY_WORDS.slice(from, from + count).toReversed().join(" ");

/** @returns titles, best match first */
async function titles(caller: Caller, query: string): Promise<string[]> {
  const { artifacts } = await caller.accepted("artifact_list", { query });
  return artifacts.map(({ title }: { title: string }) => title);
}

/** Whether a content of {@link ALL} is found. */
async function isFound(caller: Caller, query: string): Promise<boolean> {
  await caller.empty();
  await caller.stored({ content: ALL });
  return (await titles(caller, query)).length > 0;
}

/** Stores the first word as a title, the others as its content; another content has the second word only. */
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
    name: "13 words are not looked for in title and content together",
    async check(caller) {
      assert.deepEqual(await acrossIndexes(caller, 12), [words(1)]);
      assert.deepEqual(await acrossIndexes(caller, 13), [words(1), "Other"]);
    },
  },
  {
    // Comparing the places of each word with those of each other takes quadratic time. The newer one of two equal
    // matches is first; if places counted, it would be the one whose words are neighbours.
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
