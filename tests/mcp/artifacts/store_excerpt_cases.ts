// Cases of what a search tells of each thing that it finds: some words of it, however long it is.

import assert from "node:assert/strict";
import { LIMITS } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import type { ArtifactStore } from "../../../supabase/functions/mcp/artifacts/store.ts";
import { make, type StoreCases, titlesOf } from "./store_case.ts";

async function titlesFound(store: ArtifactStore, query: string): Promise<string[]> {
  return titlesOf((await store.search({ query, limit: 50, skip: 0 })).artifacts);
}

export const EXCERPT_CASES: StoreCases = {
  "a found artifact has its listed fields and an excerpt": async (store) => {
    const content = "Grey, an elephant\n\twalks.";
    const made = await make(store, { title: "T", content, tags: ["a"], language: "en" });
    const { artifacts: [first] } = await store.search({ query: "Elephant", limit: 1, skip: 0 });
    assert.deepEqual(first, { ...made, excerpt: "Grey, an **elephant** walks." });
  },

  "an excerpt is short and around the word, anywhere in the first pages": async (store) => {
    const filler = "lorem ipsum dolor sit amet ";
    for (const before of [0, 3, 300, 2000]) {
      const start = `${filler.repeat(before)}an elephant walks `;
      const content = start + filler.repeat((LIMITS.content_bytes - start.length) / filler.length);
      const { id } = await make(store, { title: `${before}`, content });
      const { artifacts: [first] } = await store.search({ query: "elephant", limit: 1, skip: 0 });
      assert.equal(first?.title, `${before}`);
      assert.match(first.excerpt, /\*\*elephant\*\* walks/);
      assert.ok(first.excerpt.length < 500, `${first.excerpt.length} characters`);
      await store.trash(id);
    }
  },

  "an excerpt of an artifact found by its title is the beginning of its content": async (store) => {
    await make(store, { title: "Elephant", content: "It walks through the grass." });
    await make(store, { title: "Elephant", content: "", kind: "csv" });
    const { artifacts } = await store.search({ query: "elephant", limit: 2, skip: 0 });
    const excerpts = artifacts.map(({ excerpt }) => excerpt).toSorted();
    assert.deepEqual(excerpts, ["", "It walks through the grass."]);
  },

  "a MiB of different words can be stored, and is found by the first of them": async (store) => {
    const words = Array.from({ length: 200_000 }, (_, at) => `w${at.toString(36)}`).join(" ");
    const content = `elephant ${words}`.slice(0, LIMITS.content_bytes);
    await make(store, { title: "Words", content });
    assert.deepEqual(await titlesFound(store, "elephant"), ["Words"]);
    assert.deepEqual(await titlesFound(store, "w2s"), ["Words"]);
  },
};
