// Cases of listing: order, pages and filters.

import assert from "node:assert/strict";
import type { ArtifactStore } from "../../../supabase/functions/mcp/artifacts/store.ts";
import {
  type CaseContext,
  draft,
  make,
  NOON,
  type StoreCases,
  titlesOf,
  titlesOfPages,
} from "./store_case.ts";

type SetClock = CaseContext["setClock"];

/** Creates `count` artifacts a millisecond apart, titled 1, 2, 3 … */
async function createSeries(store: ArtifactStore, count: number, setClock: SetClock) {
  for (let i = 1; i <= count; i++) {
    await setClock(NOON + i);
    await store.create(draft({ title: `${i}`, kind: i % 2 ? "text" : "csv", tags: [`t${i % 3}`] }));
  }
}

// Each is one tag to us, and something else to code that joins or parses without quoting.
const ODD_TAGS = [
  "a",
  "b",
  "a,b",
  "{a}",
  "{}",
  '"',
  '"a"',
  "\\",
  'a\\"',
  "\\\\",
  "(a)",
  "a.b",
  "a b",
  " a",
  "a ",
  "NULL",
  "null",
  "'",
  "%",
  "&x=1",
  "#",
  "+",
  "é",
  "e\u0301",
  "😀",
  "a\nb",
  "\t",
  "名前",
  "*",
  "cs.{a}",
];

export const PAGING_CASES: StoreCases = {
  "an empty library is one empty page": async (store) => {
    assert.deepEqual(await store.list({ limit: 1 }), { artifacts: [] });
  },

  "a list starts with the newest artifact": async (store, { setClock }) => {
    await createSeries(store, 3, setClock);
    await setClock(NOON - 1);
    await store.create(draft({ title: "oldest" }));
    const { artifacts } = await store.list({ limit: 10 });
    assert.deepEqual(titlesOf(artifacts), ["3", "2", "1", "oldest"]);
  },

  "list pages hold up to the requested number, and only the last has no next": async (
    store,
    { setClock },
  ) => {
    await createSeries(store, 6, setClock);
    assert.deepEqual(await titlesOfPages(store, { limit: 4 }), [["6", "5", "4", "3"], ["2", "1"]]);
    assert.deepEqual(await titlesOfPages(store, { limit: 3 }), [["6", "5", "4"], ["3", "2", "1"]]);
    assert.deepEqual(await titlesOfPages(store, { limit: 6 }), [["6", "5", "4", "3", "2", "1"]]);
  },

  "list pages neither repeat nor skip anything while artifacts are added": async (
    store,
    { setClock },
  ) => {
    await createSeries(store, 5, setClock);
    await setClock(NOON + 100);
    const addOne = () => store.create(draft({ title: "new" }));
    const pages = await titlesOfPages(store, { limit: 2 }, addOne);
    assert.deepEqual(pages, [["5", "4"], ["3", "2"], ["1"]]);
  },

  "artifacts of the same millisecond are paged by id, each once": async (store) => {
    const created = [];
    for (let i = 0; i < 7; i++) created.push(await make(store, { title: `${i}` }));
    const byId = created.toSorted((a, b) => a.id < b.id ? 1 : -1);
    for (const limit of [1, 2, 3, 7]) {
      const pages = await titlesOfPages(store, { limit });
      assert.deepEqual(pages.flat(), titlesOf(byId), `pages of ${limit}`);
    }
  },

  "one artifact added within the millisecond of a page's end breaks nothing": async (store) => {
    for (const title of ["a", "b", "c"]) await store.create(draft({ title }));
    const addOne = () => store.create(draft({ title: "new" }));
    const titles = (await titlesOfPages(store, { limit: 1 }, addOne)).flat();
    assert.deepEqual(titles.filter((title) => title !== "new").toSorted(), ["a", "b", "c"]);
  },

  "a hundred and one artifacts come in the largest page and one more": async (store) => {
    for (let i = 0; i < 101; i++) await store.create(draft({ content: "" }));
    const pages = await titlesOfPages(store, { limit: 100 });
    assert.deepEqual(pages.map((titles) => titles.length), [100, 1]);
  },

  "a kind and a tag each narrow the list, across pages and together": async (
    store,
    { setClock },
  ) => {
    await createSeries(store, 9, setClock);
    const paged = async (query: { kind?: "text" | "json"; tag?: string }) =>
      (await titlesOfPages(store, { limit: 2, ...query })).flat();
    assert.deepEqual(await paged({ kind: "text" }), ["9", "7", "5", "3", "1"]);
    assert.deepEqual(await paged({ tag: "t0" }), ["9", "6", "3"]);
    assert.deepEqual(await paged({ kind: "text", tag: "t0" }), ["9", "3"]);
    assert.deepEqual(await paged({ kind: "json" }), []);
  },

  "a tag is compared whole and unchanged, odd characters included": async (store) => {
    for (const tag of ODD_TAGS) await store.create(draft({ title: tag, tags: ["x", tag] }));
    for (const tag of ODD_TAGS) {
      const { artifacts } = await store.list({ limit: 100, tag });
      assert.deepEqual(titlesOf(artifacts), [tag]);
      assert.deepEqual(artifacts[0]?.tags, ["x", tag]);
    }
    assert.deepEqual(await store.list({ limit: 100, tag: "A" }), { artifacts: [] });
  },
};
