// Cases of how much may be kept: to the byte, with old versions and the trash.

import assert from "node:assert/strict";
import type { Refusal } from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import { OLD_VERSION_BYTES as OLD } from "./memory_rows.ts";
import { everything, make, makeVersions, refusesAndKeeps, type StoreCases } from "./store_case.ts";

function full(of: "artifacts" | "bytes", used: number): Refusal {
  return { refusal: "full", of, used };
}

export const QUOTA_CASES: StoreCases = {
  "as many artifacts as allowed fit, and one more does not": async (_store, { within }) => {
    const two = within({ artifacts: 2 });
    for (let made = 0; made < 2; made++) await make(two);
    await refusesAndKeeps(two, () => make(two), full("artifacts", 2));
    await refusesAndKeeps(two, () => make(two, { content: "" }), full("artifacts", 2));
  },

  "as many bytes as allowed fit, and one more does not": async (_store, { within }) => {
    const ten = within({ bytes: 10 });
    await refusesAndKeeps(ten, () => make(ten, { content: "x".repeat(11) }), full("bytes", 0));
    await make(ten, { content: "x".repeat(6) });
    await refusesAndKeeps(ten, () => make(ten, { content: "x".repeat(5) }), full("bytes", 6));
    // Four characters, five bytes.
    await refusesAndKeeps(ten, () => make(ten, { content: "abcé" }), full("bytes", 6));
    await make(ten, { content: "😀" });
    await refusesAndKeeps(ten, () => make(ten, { content: "x" }), full("bytes", 10));
    assert.deepEqual(await ten.usage(), { artifacts: 2, bytes: 10 });
  },

  "what costs nothing fits in a full library": async (_store, { within }) => {
    const four = within({ artifacts: 2, bytes: 4 });
    const id = await makeVersions(four, ["full"]);
    await make(four, { content: "" });
    assert.equal((await four.update(id, 1, { content: "full", tags: [] })).version, 1);
    await four.trash(id);
    await four.restore(id);
    assert.deepEqual(await four.usage(), { artifacts: 2, bytes: 4 });
  },

  "an old version takes room, also when only its title was another": async (_store, { within }) => {
    const two = within({ bytes: 4 + 2 * OLD });
    const id = await makeVersions(two, ["full"]);
    await two.update(id, 1, { title: "New", tags: ["t"], language: "go" });
    await two.restore(id, 1);
    assert.deepEqual(await two.usage(), { artifacts: 1, bytes: 4 + 2 * OLD });
    for (const change of [{ title: "Newer" }, { tags: ["more"] }, { language: "c" }]) {
      await refusesAndKeeps(two, () => two.update(id, 3, change), full("bytes", 4 + 2 * OLD));
    }
    await refusesAndKeeps(
      two,
      () => two.update(id, 3, { content: "" }),
      full("bytes", 4 + 2 * OLD),
    );
  },

  "the other quota does not matter to what is refused by one": async (store, { within }) => {
    await make(store);
    await refusesAndKeeps(store, () => make(within({ artifacts: 1 })), full("artifacts", 1));
    await refusesAndKeeps(store, () => make(within({ bytes: 7 })), full("bytes", 7));
    const both = within({ artifacts: 1, bytes: 7 });
    await refusesAndKeeps(store, () => make(both), full("artifacts", 1));
  },

  "where more is kept than allowed by now, nothing is lost and nothing added": async (
    store,
    { within },
  ) => {
    const id = await makeVersions(store, ["one", "two"]);
    const none = within({ artifacts: 0, bytes: 0 });
    await refusesAndKeeps(none, () => make(none), full("artifacts", 1));
    const kept = full("bytes", 6 + OLD);
    await refusesAndKeeps(none, () => none.update(id, 2, { content: "3" }), kept);
    await refusesAndKeeps(none, () => none.update(id, 2, { title: "New" }), kept);
    await none.trash(id);
    await none.destroy(id);
    assert.deepEqual(await none.usage(), { artifacts: 0, bytes: 0 });
  },

  "a new version is counted besides the old one": async (_store, { within }) => {
    const ten = within({ bytes: 10 + 2 * OLD });
    const id = await makeVersions(ten, ["four", "sixsix"]);
    await refusesAndKeeps(
      ten,
      () => within({ bytes: 10 + OLD }).update(id, 2, { content: "x" }),
      full("bytes", 10 + OLD),
    );
    const edits = [{ find: "four", replace: "" }, { find: "x", replace: "y" }];
    const edit = () => ten.update(id, 2, { content: "fourx", edits });
    await refusesAndKeeps(ten, edit, full("bytes", 10 + OLD));
    assert.equal((await ten.update(id, 2, { content: "sixsix" })).version, 2);
  },

  "restoring a version may be more than fits, and then the trash keeps what it has": async (
    _store,
    { within },
  ) => {
    const eight = within({ bytes: 8 + 3 * OLD });
    const id = await makeVersions(eight, ["four", "two", "1"]);
    await refusesAndKeeps(eight, () => eight.restore(id, 1), full("bytes", 8 + 2 * OLD));
    await eight.trash(id);
    await refusesAndKeeps(eight, () => eight.restore(id, 1), full("bytes", 8 + 2 * OLD));
    assert.ok((await everything(eight)).every(({ deleted_at }) => deleted_at));
    assert.equal((await eight.restore(id)).version, 3);
    const twelve = within({ bytes: 12 + 3 * OLD });
    assert.equal((await twelve.restore(id, 1)).version, 4);
  },

  "the trash counts, and what is destroyed does not": async (_store, { within }) => {
    const two = within({ artifacts: 2, bytes: 14 });
    const id = await makeVersions(two, ["content"]);
    await make(two);
    await two.trash(id);
    await refusesAndKeeps(two, () => make(two), full("artifacts", 2));
    await two.destroy(id);
    await make(two);
    assert.deepEqual(await two.usage(), { artifacts: 2, bytes: 14 });
  },

  "what is destroyed frees its old versions, too": async (_store, { within }) => {
    const bytes = 10 + 2 * OLD;
    const ten = within({ bytes });
    const id = await makeVersions(ten, ["one", "two", "four"]);
    await ten.trash(id);
    await refusesAndKeeps(ten, () => make(ten, { content: "x" }), full("bytes", bytes));
    await ten.destroy(id);
    await make(ten, { content: "x".repeat(bytes) });
    assert.deepEqual(await ten.usage(), { artifacts: 1, bytes });
  },

  "nobody's library counts for anybody else": async (store, { stranger, within }) => {
    await make(stranger);
    assert.deepEqual(await store.usage(), { artifacts: 0, bytes: 0 });
    await make(within({ artifacts: 1, bytes: 7 }));
    assert.deepEqual(await stranger.usage(), { artifacts: 1, bytes: 7 });
  },
};
