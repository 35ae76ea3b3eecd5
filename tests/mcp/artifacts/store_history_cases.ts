// Cases of versions: what each of them was, and pages of them.

import assert from "node:assert/strict";
import { byteLength } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { LIMITS } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import type { ArtifactStore } from "../../../supabase/functions/mcp/artifacts/store.ts";
import { make, makeVersions, refuses, type StoreCases } from "./store_case.ts";

const CONTENTS = [
  "",
  "👩‍👩‍👧‍👦 🇩🇪 e\u0301 é \u{10ffff}",
  "a\r\nb\nc\rd\u2028e\n",
  "x".repeat(LIMITS.content_bytes - 4) + "😀",
  "a\ufefftext\ufeff",
  `"'\`\\ \\n \\u0041 $1 $$ %s {"a":[1]}`,
  " ",
];

/** The numbers on each page of an artifact's history; never more than 50 pages. */
async function pagesOfHistory(store: ArtifactStore, id: string, limit: number) {
  const pages: number[][] = [];
  let before: number | undefined;
  do {
    const page = await store.history(id, { limit, before });
    pages.push(page.versions.map(({ version }) => version));
    before = page.next;
  } while (before !== undefined && pages.length < 50);
  return pages;
}

export const HISTORY_CASES: StoreCases = {
  "every version comes back exactly": async (store) => {
    const id = await makeVersions(store, CONTENTS);
    for (const [at, content] of CONTENTS.entries()) {
      const found = await store.read(id, at + 1);
      // Not assert.equal: its message would print a MiB.
      assert.ok(found.content === content, `version ${at + 1} came back changed`);
      assert.equal(found.size, byteLength(content));
    }
  },

  "a version is what the artifact was, and what never changes": async (store) => {
    const given = { title: "First", language: "go", tags: ["a"], kind: "code" } as const;
    const first = await make(store, { ...given, tags: ["a"], content: "one" });
    const changes = { title: "Second", language: "", tags: ["b"], content: "second" };
    const second = await store.update(first.id, 1, changes);
    assert.deepEqual(await store.read(first.id, 1), { ...first, content: "one" });
    assert.deepEqual(await store.read(first.id, 2), { ...second, content: "second" });
    assert.deepEqual(await store.read(first.id), await store.read(first.id, 2));
  },

  "reading a version that does not exist is refused with the latest one": async (store) => {
    const id = await makeVersions(store, ["one", "two"]);
    for (const version of [0, 3, -1, 1_000_000]) {
      await refuses(store.read(id, version), { refusal: "version_not_found", version: 2 });
    }
  },

  "versions of which only the title changed share a content": async (store) => {
    const id = await makeVersions(store, ["content"]);
    await store.update(id, 1, { title: "Two" });
    await store.update(id, 2, { tags: ["three"] });
    await store.update(id, 3, { language: "four" });
    const changed = await store.update(id, 4, { title: "Five", content: "other" });
    assert.equal(changed.version, 5);
    for (const [version, title] of ["Title", "Two", "Two", "Two", "Five"].entries()) {
      const found = await store.read(id, version + 1);
      const content = version === 4 ? "other" : "content";
      assert.deepEqual([found.title, found.content, found.size], [title, content, content.length]);
    }
  },

  "contents that alternate between versions stay distinct": async (store) => {
    const id = await makeVersions(store, ["a", "bb"]);
    await store.update(id, 2, { title: "T3" });
    await store.update(id, 3, { content: "a" });
    await store.update(id, 4, { title: "T5" });
    await store.update(id, 5, { content: "bb" });
    const contents = [];
    for (let version = 1; version <= 6; version++) {
      contents.push((await store.read(id, version)).content);
    }
    assert.deepEqual(contents, ["a", "bb", "bb", "a", "a", "bb"]);
  },

  "a history describes each version, newest first, without contents": async (store) => {
    const first = await make(store, { title: "First", content: "one", tags: ["a"] });
    const second = await store.update(first.id, 1, { title: "Second", language: "go" });
    const third = await store.update(first.id, 2, { content: "three" });
    const expected = [third, second, first].map((
      { title, language, tags, size, version, updated_at },
    ) => ({ title, language, tags, size, version, created_at: updated_at }));
    assert.deepEqual(await store.history(first.id, { limit: 10 }), { versions: expected });
  },

  "history pages hold up to the requested number, and only the last has no next": async (store) => {
    const id = await makeVersions(store, ["1", "2", "3", "4", "5", "6"]);
    assert.deepEqual(await pagesOfHistory(store, id, 1), [[6], [5], [4], [3], [2], [1]]);
    assert.deepEqual(await pagesOfHistory(store, id, 4), [[6, 5, 4, 3], [2, 1]]);
    assert.deepEqual(await pagesOfHistory(store, id, 3), [[6, 5, 4], [3, 2, 1]]);
    assert.deepEqual(await pagesOfHistory(store, id, 6), [[6, 5, 4, 3, 2, 1]]);
    assert.deepEqual(await pagesOfHistory(store, id, 50), [[6, 5, 4, 3, 2, 1]]);
  },

  "history pages neither repeat nor skip anything while versions are added": async (store) => {
    const id = await makeVersions(store, ["1", "2", "3"]);
    const { next } = await store.history(id, { limit: 2 });
    await store.update(id, 3, { content: "4" });
    const { versions } = await store.history(id, { limit: 2, before: next });
    assert.deepEqual(versions.map(({ version }) => version), [1]);
  },

  "a history page before version 1 is empty, and one before a version yet to come has all": async (
    store,
  ) => {
    const id = await makeVersions(store, ["1", "2"]);
    for (const before of [0, 1]) {
      assert.deepEqual(await store.history(id, { limit: 5, before }), { versions: [] });
    }
    assert.equal((await store.history(id, { limit: 5, before: 99 })).versions.length, 2);
  },

  "a trashed artifact keeps its history": async (store) => {
    const id = await makeVersions(store, ["1", "2"]);
    await store.trash(id);
    assert.deepEqual(await pagesOfHistory(store, id, 5), [[2, 1]]);
  },
};
