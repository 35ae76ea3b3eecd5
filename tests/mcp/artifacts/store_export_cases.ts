// Cases of export and usage: everything that is kept, page by page, and how much it is.

import assert from "node:assert/strict";
import { byteLength } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import type {
  ArtifactStore,
  ExportedVersion,
  Usage,
} from "../../../supabase/functions/mcp/artifacts/store.ts";
import { OLD_VERSION_BYTES as OLD } from "./memory_rows.ts";
import { everything, make, makeVersions, pagesOfExport, type StoreCases } from "./store_case.ts";

/** What a library is worth: an exported version costs its bytes unless the next one has the same, and an old one more. */
function worthOf(versions: ExportedVersion[]): Usage {
  const costs = versions.map((version, at) => {
    const next = versions[at + 1];
    if (next?.id !== version.id) return byteLength(version.content);
    return OLD + (next.content === version.content ? 0 : byteLength(version.content));
  });
  const artifacts = new Set(versions.map(({ id }) => id)).size;
  return { artifacts, bytes: costs.reduce((sum, cost) => sum + cost, 0) };
}

function sizes(pages: ExportedVersion[][]): number[][] {
  return pages.map((page) => page.map(({ size }) => size));
}

async function usageIsRight(store: ArtifactStore): Promise<void> {
  assert.deepEqual(await store.usage(), worthOf(await everything(store)));
}

export const EXPORT_CASES: StoreCases = {
  "an empty library exports one empty page": async (store) => {
    assert.deepEqual(await store.export(1000), { versions: [] });
    assert.deepEqual(await store.usage(), { artifacts: 0, bytes: 0 });
  },

  "everything is exported: old versions and the trash, with what they were": async (store) => {
    const { id } = await make(store, { title: "First", content: "one", tags: ["a"] });
    await store.update(id, 1, { title: "Second" });
    await store.update(id, 2, { content: "three😀", language: "go" });
    const expected = [];
    for (const version of [1, 2, 3]) expected.push(await store.read(id, version));
    assert.deepEqual(await store.export(1000), { versions: expected });
    const { deleted_at } = await store.trash(id);
    const trashed = expected.map((version) => ({ ...version, deleted_at }));
    assert.deepEqual(await store.export(1000), { versions: trashed });
  },

  "an export is in the order of ids and versions": async (store) => {
    for (let made = 0; made < 5; made++) await makeVersions(store, ["1", "2", "3"]);
    const places = (await everything(store)).map(({ id, version }) => `${id} ${version}`);
    assert.equal(places.length, 15);
    assert.deepEqual(places, places.toSorted());
  },

  "pages hold as many bytes as asked for, and one version at least": async (store) => {
    await makeVersions(store, [
      "a".repeat(5),
      "b".repeat(5),
      "c".repeat(11),
      "d".repeat(4),
      "",
      "e",
    ]);
    const pages = (bytes: number) => pagesOfExport(store, bytes).then(sizes);
    assert.deepEqual(await pages(10), [[5, 5], [11], [4, 0, 1]]);
    assert.deepEqual(await pages(9), [[5], [5], [11], [4, 0, 1]]);
    assert.deepEqual(await pages(1), [[5], [5], [11], [4], [0, 1]]);
    assert.deepEqual(await pages(0), [[5], [5], [11], [4], [0], [1]]);
    assert.deepEqual(await pages(26), [[5, 5, 11, 4, 0, 1]]);
  },

  "pages of any size make up the whole": async (store) => {
    for (const contents of [["1", "22", "333"], ["4444"], ["", "1", ""], ["22", "22x"]]) {
      await makeVersions(store, contents);
    }
    const whole = await everything(store);
    for (let bytes = 0; bytes < 20; bytes++) {
      assert.deepEqual((await pagesOfExport(store, bytes)).flat(), whole, `pages of ${bytes}`);
    }
  },

  "a page has no more than a hundred versions, however small": async (store) => {
    for (let made = 0; made < 40; made++) await makeVersions(store, ["", "1", "22"]);
    const pages = await pagesOfExport(store, 1_000_000);
    assert.deepEqual(pages.map((page) => page.length), [100, 20]);
  },

  "an export goes on behind a place, whatever became of it": async (store) => {
    await makeVersions(store, ["1", "2"]);
    await makeVersions(store, ["3", "4"]);
    const [first, second, ...rest] = await everything(store);
    assert.ok(first && second);
    const { next } = await store.export(1);
    assert.deepEqual(next, { id: first.id, version: 1 });
    await store.trash(first.id);
    await store.destroy(first.id);
    assert.deepEqual(await store.export(100, next), { versions: rest });
    assert.deepEqual(await store.export(100, { id: first.id, version: 99 }), { versions: rest });
  },

  "what is kept is counted right, whatever is done": async (store) => {
    const id = await makeVersions(store, ["one", "two", "two😀"]);
    const other = await makeVersions(store, ["é", "é"]);
    await usageIsRight(store);
    for (
      const step of [
        () => store.update(id, 3, { title: "New" }),
        () => store.update(id, 4, { content: "" }),
        () => store.restore(id, 1),
        () => store.trash(other),
        () => store.restore(other),
        () => store.update(other, 1, { tags: ["t"], content: "éé" }),
        () => store.trash(other),
        () => store.destroy(other),
        () => store.restore(id, 3),
        () => store.trash(id),
        () => store.restore(id, 2),
        () => make(store, { content: "more" }),
      ]
    ) {
      await step();
      await usageIsRight(store);
    }
  },
};
