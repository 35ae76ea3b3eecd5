// Cases of the trash: trashed artifacts are kept but not served, and only they can be destroyed.

import assert from "node:assert/strict";
import type { ArtifactStore } from "../../../supabase/functions/mcp/artifacts/store.ts";
import {
  draft,
  everything,
  make,
  makeVersions,
  refuses,
  refusesAndKeeps,
  type StoreCases,
  titlesOf,
  titlesOfPages,
} from "./store_case.ts";

// What cannot be done with something in the trash.
const CLOSED: ((store: ArtifactStore, id: string) => Promise<unknown>)[] = [
  (store, id) => store.read(id),
  (store, id) => store.read(id, 1),
  (store, id) => store.read(id, 99),
  (store, id) => store.update(id, 1, { title: "New" }),
  (store, id) => store.share(id, 7),
];

export const TRASH_CASES: StoreCases = {
  "a trashed artifact is listed in the trash and nowhere else": async (store, { setClock }) => {
    await setClock(Date.now());
    const { id } = await make(store, { title: "Gone" });
    await make(store, { title: "Here" });
    const { deleted_at, ...rest } = await store.trash(id);
    assert.ok(Math.abs(Date.parse(deleted_at ?? "") - Date.now()) < 60_000, `${deleted_at}`);
    assert.deepEqual(titlesOf((await store.list({ limit: 5 })).artifacts), ["Here"]);
    assert.deepEqual(titlesOf((await store.list({ limit: 5, trashed: false })).artifacts), [
      "Here",
    ]);
    const { artifacts } = await store.list({ limit: 5, trashed: true });
    assert.deepEqual(artifacts, [{ ...rest, deleted_at }]);
  },

  "the trash is filtered and paged like the list": async (store, { setClock }) => {
    for (let at = 1; at <= 6; at++) {
      await setClock(Date.now() - 10_000 + at);
      const kind = at % 2 ? "text" : "csv";
      const { id } = await make(store, { title: `${at}`, kind, tags: [`t${at % 3}`] });
      if (at !== 6) await store.trash(id);
    }
    const paged = (query: { kind?: "csv"; tag?: string }) =>
      titlesOfPages(store, { limit: 2, trashed: true, ...query });
    assert.deepEqual(await paged({}), [["5", "4"], ["3", "2"], ["1"]]);
    assert.deepEqual(await paged({ kind: "csv" }), [["4", "2"]]);
    assert.deepEqual(await paged({ tag: "t0" }), [["3"]]);
  },

  "a trashed artifact is neither read nor changed nor shared": async (store) => {
    const { id } = await make(store);
    await store.trash(id);
    for (const call of CLOSED) {
      await refusesAndKeeps(store, () => call(store, id), { refusal: "in_trash" });
    }
  },

  "trashing a trashed artifact changes nothing": async (store, { setClock }) => {
    const { id } = await make(store);
    const trashed = await store.trash(id);
    await setClock(Date.now() + 1000);
    assert.deepEqual(await store.trash(id), trashed);
  },

  "only trashed artifacts are destroyed": async (store) => {
    const { id } = await make(store);
    await refusesAndKeeps(store, () => store.destroy(id), { refusal: "not_in_trash" });
    await store.trash(id);
    await store.restore(id);
    await refusesAndKeeps(store, () => store.destroy(id), { refusal: "not_in_trash" });
  },

  "destroying an artifact removes its versions, and nothing else": async (store) => {
    const id = await makeVersions(store, ["one", "two", "three"]);
    const other = await makeVersions(store, ["four", "five"]);
    await store.trash(id);
    assert.equal(await store.destroy(id), undefined);
    const ways: ((store: ArtifactStore, id: string) => Promise<unknown>)[] = [
      ...CLOSED,
      (store, id) => store.history(id, { limit: 1 }),
      (store, id) => store.destroy(id),
      (store, id) => store.trash(id),
      (store, id) => store.restore(id),
      (store, id) => store.unshare(id),
    ];
    for (const call of ways) await refuses(call(store, id), { refusal: "not_found" });
    assert.deepEqual((await everything(store)).map(({ id }) => id), [other, other]);
    assert.deepEqual((await store.list({ limit: 5, trashed: true })).artifacts, []);
    assert.equal((await store.usage()).artifacts, 1);
  },

  "trash(), restore() and destroy() accept an upper-case id": async (store) => {
    const { artifact: { id } } = await store.create(draft());
    await store.trash(id.toUpperCase());
    await store.restore(id.toUpperCase());
    await store.trash(id.toUpperCase());
    await store.destroy(id.toUpperCase());
    assert.deepEqual(await store.usage(), { artifacts: 0, bytes: 0 });
  },
};
