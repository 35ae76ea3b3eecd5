// Cases of export and usage: everything that is kept, page by page, and how much it is.

import assert from "node:assert/strict";
import { byteLength } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import type { ExportedVersion } from "../../../supabase/functions/mcp/artifacts/store.ts";
import { everything, make, makeVersions, pagesOfExport, type StoreCases } from "./store_case.ts";

function sizes(pages: ExportedVersion[][]): number[][] {
  return pages.map((page) => page.map(({ size }) => size));
}

/** Versions whose chunks are put together again. */
function joined(versions: ExportedVersion[]): ExportedVersion[] {
  const whole: ExportedVersion[] = [];
  for (const { offset = 0, next_offset: _, ...version } of versions) {
    const last = whole.at(-1);
    if (offset === 0 || !last) whole.push(version);
    else {
      assert.equal(byteLength(last.content), offset);
      last.content += version.content;
    }
  }
  return whole;
}

export const EXPORT_CASES: StoreCases = {
  "an empty library exports one empty page": async (store) => {
    assert.deepEqual(await store.export(1000), { versions: [] });
    assert.deepEqual(await store.usage(), { artifacts: 0, bytes: 0 });
  },

  "an export has every version and the trash, as they were": async (store) => {
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

  "an export page holds up to the requested bytes, and at least one version": async (store) => {
    await makeVersions(store, [
      "a".repeat(5),
      "b".repeat(5),
      "c".repeat(11),
      "d".repeat(4),
      "",
      "e",
    ]);
    const pages = (bytes: number) => pagesOfExport(store, bytes).then(sizes);
    // A larger one is cut: 10 bytes and the last one.
    assert.deepEqual(await pages(10), [[5, 5], [11], [11], [4, 0, 1]]);
    assert.deepEqual(await pages(9), [[5], [5], [11], [11], [4, 0, 1]]);
    assert.deepEqual(await pages(5), [[5], [5], [11], [11], [11], [4, 0, 1]]);
    assert.deepEqual(await pages(26), [[5, 5, 11, 4, 0, 1]]);
  },

  "export pages of any size make up the whole": async (store) => {
    for (const contents of [["1", "22", "333"], ["4444"], ["", "1", ""], ["22", "22x"]]) {
      await makeVersions(store, contents);
    }
    const whole = await everything(store);
    for (let bytes = 0; bytes < 20; bytes++) {
      const pages = await pagesOfExport(store, bytes);
      assert.deepEqual(joined(pages.flat()), whole, `pages of ${bytes}`);
    }
  },

  "an export page has at most a hundred versions, however small": async (store) => {
    for (let made = 0; made < 40; made++) await makeVersions(store, ["", "1", "22"]);
    const pages = await pagesOfExport(store, 1_000_000);
    assert.deepEqual(pages.map((page) => page.length), [100, 20]);
  },

  "an export continues behind a place, even if that artifact changed or is gone": async (store) => {
    await makeVersions(store, ["1", "2"]);
    await makeVersions(store, ["3", "4"]);
    const [first, second, ...rest] = await everything(store);
    assert.ok(first && second);
    const { next } = await store.export(1);
    assert.deepEqual(next, { id: first.id, version: 1, offset: 0 });
    await store.trash(first.id);
    await store.destroy(first.id);
    assert.deepEqual(await store.export(100, next), { versions: rest });
    assert.deepEqual(await store.export(100, { id: first.id, version: 99, offset: 0 }), {
      versions: rest,
    });
  },
};
