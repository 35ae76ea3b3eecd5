// Cases of two people: neither reaches what is the other's by any method of the port.

import { WHOLE } from "./memory_rows.ts";
import assert from "node:assert/strict";
import type { ArtifactStore } from "../../../supabase/functions/mcp/artifacts/store.ts";
import { draft, everything, make, makeVersions, refuses, type StoreCases } from "./store_case.ts";

/** The methods that take an artifact's id. */
type OfOne = {
  [Method in keyof ArtifactStore]: Parameters<ArtifactStore[Method]>[0] extends string ? Method
    : never;
}[keyof ArtifactStore];

type Calls = ((store: ArtifactStore, id: string) => Promise<unknown>)[];

// Typed by the port: a method that is in neither table does not compile.
const OF_ONE: Record<OfOne, Calls> = {
  read: [
    (store, id) => store.read(id),
    (store, id) => store.read(id, 1),
    (store, id) => store.read(id, 99),
  ],
  readChunk: [
    (store, id) => store.readChunk(id, WHOLE),
    (store, id) => store.readChunk(id, WHOLE, 1),
    (store, id) => store.readChunk(id, { offset: 1_000, limit: 1 }, 99),
  ],
  update: [
    (store, id) => store.update(id, 2, { title: "Taken" }),
    (store, id) => store.update(id, 1, {}),
    (store, id) => store.update(id, 2, { edits: [{ find: "nowhere", replace: "" }] }),
    (store, id) => store.update(id, 2, { title: "" }),
  ],
  history: [
    (store, id) => store.history(id, { limit: 10 }),
    (store, id) => store.history(id, { limit: 10, before: 2 }),
  ],
  restore: [
    (store, id) => store.restore(id),
    (store, id) => store.restore(id, 1),
    (store, id) => store.restore(id, 99),
  ],
  trash: [(store, id) => store.trash(id)],
  destroy: [(store, id) => store.destroy(id)],
  share: [(store, id) => store.share(id, 7)],
  unshare: [(store, id) => store.unshare(id)],
};

const OF_ALL: Record<Exclude<keyof ArtifactStore, OfOne>, Calls> = {
  // Made with a key of the other person's, and given nothing of theirs.
  create: [async (store) => (await store.create(draft(), "key")).replayed],
  list: [
    (store) => store.list({ limit: 100 }),
    (store) => store.list({ limit: 100, kind: "text" }),
    (store) => store.list({ limit: 100, tag: "tag" }),
    (store) => store.list({ limit: 100, trashed: true }),
    (store, id) =>
      store.list({ limit: 100, after: { created_at: "2100-01-01T00:00:00.000Z", id } }),
  ],
  search: [
    (store) => store.search({ query: "two", limit: 100, skip: 0 }),
    (store) => store.search({ query: "title nowhere", limit: 100, skip: 0 }),
    (store) => store.search({ query: "content", limit: 100, skip: 0, trashed: true }),
    (store) => store.search({ query: "content", limit: 100, skip: 0, kind: "text", tag: "tag" }),
  ],
  export: [
    (store) => store.export(1_000_000),
    (store, id) => store.export(1_000_000, { id, version: 0, offset: 0 }),
    (store, id) => store.export(1_000_000, { id, version: 1, offset: 2 }),
  ],
  usage: [(store) => store.usage()],
};

/** Something live and something in the trash, of two versions each; the live one is shared. */
async function makeBoth(store: ArtifactStore) {
  const live = await makeVersions(store, ["content one", "content two"]);
  const trashed = await makeVersions(store, ["content one", "content two"]);
  await store.update(live, 2, { tags: ["tag"] });
  await store.trash(trashed);
  return { ids: [live, trashed], share: (await store.share(live, 7)).share };
}

export const ISOLATION_CASES: StoreCases = {
  "another person's artifact is missing to every method, like an unknown id": async (
    store,
    { stranger, shared },
  ) => {
    const { ids, share } = await makeBoth(store);
    const before = await everything(store);
    for (const call of Object.values(OF_ONE).flat()) {
      for (const id of [...ids, ...ids.map((id) => id.toUpperCase()), crypto.randomUUID()]) {
        await refuses(call(stranger, id), { refusal: "not_found" });
      }
    }
    assert.deepEqual(await everything(store), before);
    assert.ok(await shared.open(share, WHOLE));
    assert.deepEqual(await everything(stranger), []);
  },

  "with everything of another person's around, every method answers as if there were nothing":
    async (store, { stranger, setClock }) => {
      await setClock(Date.now());
      for (const [method, calls] of Object.entries(OF_ALL)) {
        if (method === "create") continue;
        for (const call of calls) {
          const alone = await call(stranger, crypto.randomUUID());
          const { ids: [id = ""] } = await makeBoth(store);
          assert.deepEqual(await call(stranger, id), alone, method);
        }
      }
      await store.create(draft(), "key");
      for (const call of OF_ALL.create) assert.equal(await call(stranger, ""), "no");
    },

  "a place in another user's listing opens nothing of theirs": async (store, { stranger }) => {
    await make(store, { title: "Older" });
    const { created_at, id } = await make(store, { title: "Newer" });
    const page = await stranger.list({ limit: 10, after: { created_at, id } });
    assert.deepEqual(page, { artifacts: [] });
    const theirs = await make(stranger, { title: "Theirs" });
    const { artifacts } = await stranger.list({ limit: 10 });
    assert.deepEqual(artifacts, [theirs]);
    await refuses(store.read(theirs.id), { refusal: "not_found" });
  },
};
