// Cases of changing an artifact: what changes, what stays, and who is too late.

import assert from "node:assert/strict";
import { LIMITS } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import type { FIELDS } from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import type { ArtifactChanges } from "../../../supabase/functions/mcp/artifacts/store.ts";
import { everything, make, refuses, refusesAndKeeps, type StoreCases } from "./store_case.ts";

const FULL = { title: "T", kind: "code", content: "c", language: "go", tags: ["a", "b"] } as const;

function makeFull(store: Parameters<StoreCases[string]>[0]) {
  return make(store, { ...FULL, tags: [...FULL.tags] });
}

const CHANGES: ArtifactChanges[] = [
  { title: "New" },
  { content: "new" },
  { content: "" },
  { language: "c++" },
  { tags: [] },
  { tags: ["b", "a"] },
  { tags: ["a", "b", "b"] },
  { title: "New", content: "new", language: "rust", tags: ["x,y", '"'] },
];

const NO_CHANGES: ArtifactChanges[] = [
  {},
  { title: FULL.title, content: FULL.content, language: FULL.language, tags: [...FULL.tags] },
  { title: undefined, content: undefined, language: undefined, tags: undefined, edits: undefined },
  { edits: [] },
];

const REFUSED: [field: typeof FIELDS[number], changes: ArtifactChanges][] = [
  ["title", { title: "" }],
  ["title", { title: "t".repeat(LIMITS.title_characters + 1) }],
  ["language", { language: "l".repeat(LIMITS.language_characters + 1) }],
  ["tags", { tags: Array(LIMITS.tags + 1).fill("a") }],
  ["tags", { tags: ["a", ""] }],
  ["content", { content: "x".repeat(LIMITS.content_bytes + 1) }],
];

export const UPDATE_CASES: StoreCases = {
  "an update changes the given fields, and all others stay": async (store) => {
    for (const changes of CHANGES) {
      const was = await makeFull(store);
      const now = await store.update(was.id, 1, changes);
      const { content, ...summary } = await store.read(was.id);
      assert.deepEqual(summary, now);
      const { size, updated_at, ...rest } = now;
      const { size: _size, updated_at: before, ...kept } = was;
      const { content: newContent = FULL.content, ...others } = changes;
      assert.deepEqual(rest, { ...kept, ...others, version: 2 }, JSON.stringify(changes));
      assert.deepEqual([content, size], [newContent, newContent.length]);
      assert.ok(updated_at >= before, `${updated_at} is before ${before}`);
    }
  },

  "an empty language becomes null": async (store) => {
    const { id } = await makeFull(store);
    assert.equal((await store.update(id, 1, { language: "" })).language, null);
    assert.equal((await store.update(id, 2, { language: "" })).version, 2);
    assert.equal((await store.update(id, 2, { title: "N" })).language, null);
    assert.equal((await store.update(id, 3, { language: "go" })).language, "go");
  },

  "an update to the same values makes no version": async (store) => {
    const was = await makeFull(store);
    for (const changes of NO_CHANGES) {
      assert.deepEqual(await store.update(was.id, 1, changes), was, JSON.stringify(changes));
    }
    assert.equal((await everything(store)).length, 1);
  },

  "an updated artifact keeps its place in the list": async (store, { setClock }) => {
    await setClock(Date.now() - 2000);
    const { id } = await make(store, { title: "older" });
    await setClock(Date.now() - 1000);
    await make(store, { title: "newer" });
    const updated = await store.update(id, 1, { content: "new" });
    assert.deepEqual((await store.list({ limit: 2 })).artifacts[1], updated);
  },

  "an artifact is updated under its upper-case id, too": async (store) => {
    const { id } = await make(store);
    assert.equal((await store.update(id.toUpperCase(), 1, { title: "New" })).id, id);
  },

  "an update of an old version is refused with the current one, and nothing is lost": async (
    store,
  ) => {
    const { id } = await make(store, { content: "one" });
    await store.update(id, 1, { content: "two" });
    for (const expected of [0, 1, 3]) {
      const late = () => store.update(id, expected, { content: "three", title: "Late" });
      await refusesAndKeeps(store, late, { refusal: "version_conflict", version: 2 });
    }
    assert.equal((await store.update(id, 2, { content: "three" })).version, 3);
  },

  "an update of an old version is refused even if it would change nothing": async (store) => {
    const { id } = await make(store, { content: "one" });
    await store.update(id, 1, { content: "two" });
    await refuses(store.update(id, 1, { content: "two" }), {
      refusal: "version_conflict",
      version: 2,
    });
    await refuses(store.update(id, 1, {}), { refusal: "version_conflict", version: 2 });
  },

  "refusals have one order: missing, trashed, stale, edit, field, room": async (
    store,
    { within },
  ) => {
    const { id } = await make(store, { content: "abc" });
    const { bytes } = await store.usage();
    const narrow = within({ bytes });
    const wrong = { title: "", content: "four", edits: [{ find: "none", replace: "" }] };
    const { edits: _edits, ...untitled } = wrong;
    const tooMuch = { ...untitled, title: "New" };
    await refuses(narrow.update(id, 1, tooMuch), {
      refusal: "quota_exceeded",
      of: "bytes",
      used: bytes,
    });
    await refuses(narrow.update(id, 1, untitled), { refusal: "invalid_field", field: "title" });
    await refuses(narrow.update(id, 1, wrong), { refusal: "edit_mismatch", number: 1, matches: 0 });
    await refuses(narrow.update(id, 9, wrong), { refusal: "version_conflict", version: 1 });
    await store.trash(id);
    await refuses(narrow.update(id, 9, wrong), { refusal: "in_trash" });
    await store.destroy(id);
    await refuses(narrow.update(id, 9, wrong), { refusal: "not_found" });
  },

  "a field that the store rejects is named, and nothing is changed": async (store) => {
    const { id } = await makeFull(store);
    for (const [field, changes] of REFUSED) {
      const call = () => store.update(id, 1, { content: "new", ...changes });
      await refusesAndKeeps(store, call, { refusal: "invalid_field", field });
    }
  },
};
