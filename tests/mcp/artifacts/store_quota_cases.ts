// Cases of how much may be kept, old versions and the trash included. What something takes on disk is the store's own
// affair, so the limits here are what it said before.

import assert from "node:assert/strict";
import type { StoreRejection } from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import type { ArtifactStore } from "../../../supabase/functions/mcp/artifacts/store.ts";
import { everything, make, makeVersions, refusesAndKeeps, type StoreCases } from "./store_case.ts";

function full(of: "artifacts" | "bytes", used: number): StoreRejection {
  return { refusal: "quota_exceeded", of, used };
}

async function bytesOf(store: ArtifactStore): Promise<number> {
  return (await store.usage()).bytes;
}

/** How many bytes more are kept after this. */
async function growthBy(store: ArtifactStore, step: () => Promise<unknown>): Promise<number> {
  const before = await bytesOf(store);
  await step();
  return await bytesOf(store) - before;
}

/** A text that no compression makes shorter. */
function noise(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return [...bytes].map((byte) => String.fromCharCode(33 + byte % 94)).join("");
}

export const QUOTA_CASES: StoreCases = {
  "the last allowed artifact fits, and one more does not": async (_store, { within }) => {
    const two = within({ artifacts: 2 });
    for (let made = 0; made < 2; made++) await make(two);
    await refusesAndKeeps(two, () => make(two), full("artifacts", 2));
    await refusesAndKeeps(two, () => make(two, { content: "" }), full("artifacts", 2));
  },

  "a library fits a quota of exactly its bytes, and not one byte less": async (
    store,
    { within },
  ) => {
    const content = noise(5_000);
    await make(store);
    const before = await bytesOf(store);
    const { id } = await make(store, { content });
    const after = await bytesOf(store);
    await store.trash(id);
    await store.destroy(id);
    const narrow = within({ bytes: after - 1 });
    await refusesAndKeeps(narrow, () => make(narrow, { content }), full("bytes", before));
    await make(within({ bytes: after }), { content });
    assert.equal(await bytesOf(store), after);
  },

  "usage counts content, title, tags, key and share": async (store) => {
    assert.ok(await growthBy(store, () => make(store)) > 0);
    assert.ok(await growthBy(store, () => make(store, { content: noise(9_000) })) > 8_000);
    const { id } = await make(store);
    assert.ok(await growthBy(store, () => store.share(id, 1)) > 0);
  },

  "a change that costs nothing fits in a full library": async (store, { within }) => {
    const id = await makeVersions(store, ["full"]);
    const none = within({ artifacts: 1, bytes: await bytesOf(store) });
    assert.equal((await none.update(id, 1, { content: "full", tags: [] })).version, 1);
    await none.trash(id);
    await none.restore(id);
    assert.equal((await none.usage()).artifacts, 1);
  },

  "an old version uses room, even when only its title differs": async (store, { within }) => {
    const id = await makeVersions(store, ["full"]);
    assert.ok(await growthBy(store, () => store.update(id, 1, { title: "Title 2" })) > 0);
    const used = await bytesOf(store);
    const none = within({ bytes: used });
    for (const change of [{ title: "Newer" }, { tags: ["more"] }, { language: "c" }]) {
      await refusesAndKeeps(none, () => none.update(id, 2, change), full("bytes", used));
    }
    await refusesAndKeeps(none, () => none.update(id, 2, { content: "" }), full("bytes", used));
  },

  "a change that one quota refuses does not depend on the other": async (store, { within }) => {
    await make(store);
    const bytes = await bytesOf(store);
    await refusesAndKeeps(store, () => make(within({ artifacts: 1 })), full("artifacts", 1));
    await refusesAndKeeps(store, () => make(within({ bytes })), full("bytes", bytes));
    const both = within({ artifacts: 1, bytes });
    await refusesAndKeeps(store, () => make(both), full("artifacts", 1));
  },

  "above a lowered quota nothing is lost and nothing added": async (
    store,
    { within },
  ) => {
    const id = await makeVersions(store, ["one", "two"]);
    const none = within({ artifacts: 0, bytes: 0 });
    await refusesAndKeeps(none, () => make(none), full("artifacts", 1));
    const kept = full("bytes", await bytesOf(store));
    await refusesAndKeeps(none, () => none.update(id, 2, { content: "3" }), kept);
    await refusesAndKeeps(none, () => none.update(id, 2, { title: "New" }), kept);
    await none.trash(id);
    await none.destroy(id);
    assert.deepEqual(await none.usage(), { artifacts: 0, bytes: 0 });
  },

  "a new version counts in addition to the old one": async (store, { within }) => {
    const [first, second] = [noise(3_000), noise(3_000)];
    const id = await makeVersions(store, [first]);
    const before = await bytesOf(store);
    const narrow = within({ bytes: before + 1_000 });
    const change = () => narrow.update(id, 1, { content: second });
    await refusesAndKeeps(narrow, change, full("bytes", before));
    const edits = [{ find: first, replace: second }];
    await refusesAndKeeps(narrow, () => narrow.update(id, 1, { edits }), full("bytes", before));
    assert.ok(await growthBy(store, () => store.update(id, 1, { edits })) > 1_500);
    assert.equal((await within({ bytes: 0 }).update(id, 2, { content: second })).version, 2);
  },

  "restoring a version may exceed the quota, and then the artifact stays in the trash": async (
    store,
    { within },
  ) => {
    const id = await makeVersions(store, ["four", "two", "1"]);
    const used = await bytesOf(store);
    const none = within({ bytes: used });
    await refusesAndKeeps(none, () => none.restore(id, 1), full("bytes", used));
    await none.trash(id);
    await refusesAndKeeps(none, () => none.restore(id, 1), full("bytes", used));
    assert.ok((await everything(none)).every(({ deleted_at }) => deleted_at));
    assert.equal((await none.restore(id)).version, 3);
    assert.equal((await store.restore(id, 1)).version, 4);
  },

  "trashed artifacts count, destroyed ones do not": async (store, { within }) => {
    const id = await makeVersions(store, ["content"]);
    const one = await bytesOf(store);
    await make(store);
    assert.equal(await growthBy(store, () => store.trash(id)), 0);
    const two = within({ artifacts: 2 });
    await refusesAndKeeps(two, () => make(two), full("artifacts", 2));
    await two.destroy(id);
    assert.deepEqual(await two.usage(), { artifacts: 1, bytes: one });
    await make(two);
  },

  "destroying an artifact frees its old versions and shares, too": async (store) => {
    const { id: kept } = await make(store);
    const before = await bytesOf(store);
    const id = await makeVersions(store, ["one", "two", "four"]);
    await store.update(id, 3, { title: "Title of another length" });
    await store.share(id, 1);
    await store.trash(id);
    await store.destroy(id);
    assert.deepEqual(await store.usage(), { artifacts: 1, bytes: before });
    await store.trash(kept);
    await store.destroy(kept);
    assert.deepEqual(await store.usage(), { artifacts: 0, bytes: 0 });
  },

  "versions with equal content store it once": async (store) => {
    const id = await makeVersions(store, [noise(9_000)]);
    for (const version of [1, 2, 3]) {
      const rename = () => store.update(id, version, { title: `Title ${version}` });
      assert.ok(await growthBy(store, rename) < 3_000);
    }
    // The old content is stored once and its words stay in the index once, although four versions had it.
    const growth = await growthBy(store, () => store.update(id, 4, { content: noise(9_000) }));
    assert.ok(growth > 8_000 && growth < 35_000, `${growth}`);
  },

  "one user's library counts for no other user": async (store, { stranger, within }) => {
    await make(stranger);
    assert.deepEqual(await store.usage(), { artifacts: 0, bytes: 0 });
    const theirs = await stranger.usage();
    await make(within({ artifacts: 1, bytes: theirs.bytes + 100 }));
    assert.deepEqual(await stranger.usage(), theirs);
  },
};
