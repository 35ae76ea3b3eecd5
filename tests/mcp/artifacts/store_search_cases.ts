// Cases of search that hold for any engine that finds whole words: results, their order, their fields.

import assert from "node:assert/strict";
import type {
  ArtifactFilter,
  ArtifactStore,
} from "../../../supabase/functions/mcp/artifacts/store.ts";
import { type CaseContext, make, NOON, refuses, type StoreCases, titlesOf } from "./store_case.ts";

/** What is found, as titles. */
async function found(store: ArtifactStore, query: string, filter: ArtifactFilter = {}) {
  return titlesOf((await store.search({ query, limit: 50, skip: 0, ...filter })).artifacts);
}

/** Creates artifacts a millisecond apart, the last one newest. */
async function makeTexts(
  store: ArtifactStore,
  { setClock }: CaseContext,
  texts: [title: string, content: string][],
): Promise<void> {
  for (const [at, [title, content]] of texts.entries()) {
    await setClock(NOON + at);
    await make(store, { title, content });
  }
}

export const SEARCH_CASES: StoreCases = {
  "an artifact with all the words is found, in title or content": async (store, context) => {
    await makeTexts(store, context, [
      ["Purple garden", "with an elephant"],
      ["Garden", "purple ELEPHANT, garden"],
      ["Elephant", "nothing else"],
      ["Purple", "garden"],
    ]);
    const both = await found(store, "elephant purple");
    assert.deepEqual(both.toSorted(), ["Garden", "Purple garden"]);
    assert.equal((await found(store, "garden")).length, 3);
    assert.equal((await found(store, "  GARDEN,\n")).length, 3);
  },

  "where no artifact has all the words, those with some are found": async (store, context) => {
    await makeTexts(store, context, [["One", "purple"], ["Two", "elephant"], ["Three", "garden"]]);
    assert.deepEqual((await found(store, "purple elephant")).toSorted(), ["One", "Two"]);
    assert.deepEqual(await found(store, "purple zebra"), ["One"]);
    assert.deepEqual(await found(store, "zebra"), []);
    assert.deepEqual(await found(store, "zebra giraffe"), []);
  },

  "a title counts more than a content, and equal matches come newest first": async (
    store,
    context,
  ) => {
    await makeTexts(store, context, [
      ["Elephant", "grey"],
      ["Same", "elephant"],
      ["Same", "elephant"],
    ]);
    const { artifacts } = await store.search({ query: "elephant", limit: 9, skip: 0 });
    assert.deepEqual(titlesOf(artifacts), ["Elephant", "Same", "Same"]);
    const [, newer, older] = artifacts.map(({ created_at }) => Date.parse(created_at));
    assert.deepEqual([newer, older], [NOON + 2, NOON + 1]);
  },

  "a kind, a tag and the trash narrow a search, one by one and together": async (store) => {
    const content = "elephant";
    await make(store, { title: "1", content, kind: "csv", tags: ["a", "b,c"] });
    await make(store, { title: "2", content, kind: "csv", tags: ["b"] });
    await make(store, { title: "3", content, kind: "text", tags: ["a"] });
    const gone = await make(store, { title: "4", content, kind: "csv", tags: ["a"] });
    await store.trash(gone.id);
    const sorted = async (filter: ArtifactFilter) =>
      (await found(store, content, filter)).toSorted();
    assert.deepEqual(await sorted({}), ["1", "2", "3"]);
    assert.deepEqual(await sorted({ trashed: false }), ["1", "2", "3"]);
    assert.deepEqual(await sorted({ trashed: true }), ["4"]);
    assert.deepEqual(await sorted({ kind: "csv" }), ["1", "2"]);
    assert.deepEqual(await sorted({ tag: "a" }), ["1", "3"]);
    assert.deepEqual(await sorted({ tag: "b,c" }), ["1"]);
    assert.deepEqual(await sorted({ kind: "csv", tag: "a" }), ["1"]);
    assert.deepEqual(await sorted({ kind: "csv", tag: "a", trashed: true }), ["4"]);
    assert.deepEqual(await sorted({ kind: "json" }), []);
  },

  "filters apply before the check whether any artifact has all the words": async (store) => {
    await make(store, { title: "Text", content: "purple elephant" });
    await make(store, { title: "Table", kind: "csv", content: "purple" });
    assert.deepEqual(await found(store, "purple elephant", { kind: "csv" }), ["Table"]);
  },

  "a changed artifact is found by its current words": async (store) => {
    const { id } = await make(store, { title: "Old", content: "elephant" });
    await store.update(id, 1, { content: "zebra" });
    assert.deepEqual(await found(store, "elephant"), []);
    assert.deepEqual(await found(store, "zebra"), ["Old"]);
    await store.update(id, 2, { title: "Giraffe" });
    assert.deepEqual(await found(store, "giraffe"), ["Giraffe"]);
    await store.restore(id, 1);
    assert.deepEqual(await found(store, "elephant"), ["Old"]);
    await store.trash(id);
    assert.deepEqual(await found(store, "elephant"), []);
    await store.restore(id);
    assert.deepEqual(await found(store, "elephant"), ["Old"]);
  },

  "search finds no other person's artifacts": async (store, { stranger }) => {
    await make(store, { title: "Mine", content: "elephant" });
    await make(stranger, { title: "Theirs", content: "elephant" });
    assert.deepEqual(await found(store, "elephant"), ["Mine"]);
    assert.deepEqual(await found(stranger, "elephant"), ["Theirs"]);
    assert.deepEqual(await found(stranger, "mine"), []);
  },

  "a query without words is refused": async (store) => {
    await make(store, { content: "?! elephant" });
    for (const query of ["", " ", "?!", "\n\t", '""', "()", "&|!", "…", "--", "' '", "\\", "%"]) {
      await refuses(found(store, query), { refusal: "empty_query" });
    }
  },

  "search pages hold up to the requested number, and only the last has no next": async (
    store,
    context,
  ) => {
    const titles = ["1", "2", "3", "4", "5"];
    await makeTexts(store, context, titles.map((title) => [title, "elephant"]));
    const page = (limit: number, skip: number) => store.search({ query: "elephant", limit, skip });
    const first = await page(2, 0);
    assert.deepEqual([titlesOf(first.artifacts), first.next], [["5", "4"], 2]);
    const second = await page(2, 2);
    assert.deepEqual([titlesOf(second.artifacts), second.next], [["3", "2"], 4]);
    const third = await page(2, 4);
    assert.deepEqual([titlesOf(third.artifacts), third.next], [["1"], undefined]);
    assert.equal((await page(5, 0)).next, undefined);
    assert.deepEqual(await page(5, 5), { artifacts: [] });
    assert.deepEqual(await page(5, 99), { artifacts: [] });
  },
};
