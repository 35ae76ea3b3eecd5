// Cases of restoring: an old version becomes the newest one, and what was in the trash comes back.

import assert from "node:assert/strict";
import {
  draft,
  everything,
  make,
  makeVersions,
  refusesAndKeeps,
  type StoreCases,
} from "./store_case.ts";

export const RESTORING_CASES: StoreCases = {
  "an old version becomes the newest one, and all others stay": async (store) => {
    const given = { title: "First", language: "go", tags: ["a"], content: "one" };
    const { id } = await make(store, given);
    await store.update(id, 1, { title: "Second", language: "", tags: [], content: "two" });
    const restored = await store.restore(id, 1);
    const { title, language, tags, size, version } = restored;
    assert.deepEqual(
      { title, language, tags, size, version },
      { title: "First", language: "go", tags: ["a"], size: 3, version: 3 },
    );
    assert.deepEqual(await store.read(id), { ...restored, content: "one" });
    const kept = (await everything(store)).map(({ version, content }) => [version, content]);
    assert.deepEqual(kept, [[1, "one"], [2, "two"], [3, "one"]]);
  },

  "a description is listed, found, versioned, exported and restored": async (store) => {
    const first = await make(store, { description: "About the coast" });
    assert.equal(first.description, "About the coast");
    const { id } = first;
    const second = await store.update(id, 1, { title: "Second" });
    assert.equal(second.description, "About the coast");
    const third = await store.update(id, 2, { description: "About mountains" });
    assert.deepEqual((await store.list({ limit: 1 })).artifacts, [third]);
    const { artifacts: [found] } = await store.search({ query: "mountains", limit: 1, skip: 0 });
    assert.deepEqual({ ...found, excerpt: "" }, { ...third, excerpt: "" });

    const removed = await store.update(id, 3, { description: "" });
    assert.ok(!("description" in removed));
    assert.equal((await store.update(id, 4, { description: "" })).version, 4);
    assert.equal((await store.restore(id, 2)).description, "About the coast");
    const kept = ["About the coast", "About the coast", "About mountains", undefined];
    const versions = [...kept, "About the coast"];
    assert.deepEqual((await everything(store)).map((each) => each.description), versions);
    const { versions: history } = await store.history(id, { limit: 10 });
    assert.deepEqual(history.map((each) => each.description), versions.toReversed());
    assert.equal((await store.read(id, 3)).description, "About mountains");
    assert.ok(!("description" in await store.read(id, 4)));
  },

  "a description is part of what an idempotency key saved": async (store, { setClock }) => {
    await setClock(Date.now());
    const given = draft({ description: "About the coast" });
    await store.create(given, "key");
    assert.equal((await store.create(given, "key")).replayed, "same");
    assert.equal((await store.create(draft(), "key")).replayed, "other");
  },

  "restoring over and over leaves no gap": async (store) => {
    const id = await makeVersions(store, ["1", "2"]);
    for (let version = 3; version <= 8; version++) {
      assert.equal((await store.restore(id, version - 2)).version, version);
    }
    const kept = (await everything(store)).map(({ version, content }) => [version, content]);
    assert.deepEqual(kept, [1, 2, 3, 4, 5, 6, 7, 8].map((n) => [n, n % 2 ? "1" : "2"]));
  },

  "a version whose content is kept with a later one is restored whole": async (store) => {
    const { id } = await make(store, { title: "First", content: "one" });
    await store.update(id, 1, { title: "Second" });
    await store.update(id, 2, { title: "Third", content: "three" });
    await store.restore(id, 1);
    const { title, content } = await store.read(id);
    assert.deepEqual({ title, content }, { title: "First", content: "one" });
  },

  "restoring the current state makes no version": async (store) => {
    const id = await makeVersions(store, ["one", "two", "one"]);
    const now = await store.read(id);
    for (const version of [3, 1]) await store.restore(id, version);
    assert.deepEqual(await store.read(id), now);
  },

  "a trashed artifact comes back unchanged": async (store) => {
    const id = await makeVersions(store, ["one", "two"]);
    const before = await store.read(id);
    await store.trash(id);
    const { content: _content, ...summary } = before;
    assert.deepEqual(await store.restore(id), summary);
    assert.deepEqual(await store.read(id), before);
    assert.deepEqual((await store.list({ limit: 5 })).artifacts, [summary]);
    assert.deepEqual((await store.list({ limit: 5, trashed: true })).artifacts, []);
  },

  "a trashed artifact can come back as an old version in one call": async (store) => {
    const id = await makeVersions(store, ["one", "two"]);
    await store.trash(id);
    const { version, deleted_at } = await store.restore(id, 1);
    assert.deepEqual({ version, deleted_at }, { version: 3, deleted_at: undefined });
    assert.equal((await store.read(id)).content, "one");
  },

  "restoring the current version from the trash makes none": async (store) => {
    const id = await makeVersions(store, ["one", "two"]);
    await store.trash(id);
    const { version, deleted_at } = await store.restore(id, 2);
    assert.deepEqual({ version, deleted_at }, { version: 2, deleted_at: undefined });
  },

  "restoring a version that does not exist is refused with the latest one, in the trash, too":
    async (store) => {
      const id = await makeVersions(store, ["one", "two"]);
      for (const trash of [false, true]) {
        if (trash) await store.trash(id);
        for (const version of [0, 3]) {
          const call = () => store.restore(id, version);
          await refusesAndKeeps(store, call, { refusal: "version_not_found", version: 2 });
        }
      }
    },

  "restoring an artifact that is not in the trash is refused": async (store) => {
    const { id } = await make(store);
    await refusesAndKeeps(store, () => store.restore(id), { refusal: "not_in_trash" });
    await store.trash(id);
    await store.restore(id);
    await refusesAndKeeps(store, () => store.restore(id), { refusal: "not_in_trash" });
  },
};
