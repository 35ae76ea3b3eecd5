// artifact.restore on the memory store.

import assert from "node:assert/strict";
import restore from "../../../../supabase/functions/mcp/tools/artifact/restore.ts";
import { createMemoryArtifacts } from "../../artifacts/memory_store.ts";
import { make, makeVersions } from "../../artifacts/store_case.ts";
import { userId } from "../../in_process.ts";
import { isRefused } from "../refused.ts";
import { textOf } from "../text_of.ts";
import { contextOf } from "../tool_context.ts";

const artifactsOf = createMemoryArtifacts();
const artifacts = artifactsOf(userId("alice"));
const call = (given: Record<string, unknown>) => restore.call(given, contextOf(artifacts));

Deno.test("artifact.restore makes an old version the newest and keeps those between", async () => {
  const id = await makeVersions(artifacts, ["one", "three"]);
  const { structured, content } = await call({ id, version: 1 });
  assert.deepEqual(structured, { artifact: { id, title: "Title", size: 3, version: 3 } });
  assert.equal(textOf(content), 'Restored: "Title" is at version 3 (3 bytes).');
  assert.equal((await artifacts.read(id)).content, "one");
  assert.equal((await artifacts.read(id, 2)).content, "three");
});

Deno.test("artifact.restore without a version brings back a trashed artifact unchanged", async () => {
  const id = await makeVersions(artifacts, ["one", "two"]);
  await artifacts.trash(id);
  const { structured } = await call({ id });
  assert.deepEqual(structured, { artifact: { id, title: "Title", size: 3, version: 2 } });
  assert.equal((await artifacts.read(id)).content, "two");
});

Deno.test("artifact.restore of a version brings back a trashed artifact, too", async () => {
  const id = await makeVersions(artifacts, ["one", "two"]);
  await artifacts.trash(id);
  await call({ id, version: 1 });
  assert.equal((await artifacts.read(id)).content, "one");
});

Deno.test("artifact.restore of an artifact outside the trash suggests what may have been meant", async () => {
  const { id } = await make(artifacts);
  await isRefused(
    call({ id }),
    /not in the trash, and nothing was changed\. .*version, give its number/,
  );
});

Deno.test("artifact.restore of an unknown version names the existing ones", async () => {
  const id = await makeVersions(artifacts, ["one", "two"]);
  await isRefused(
    call({ id, version: 3 }),
    /no such version, and nothing was changed\. .* 1 to 2:/,
  );
});

Deno.test("artifact.restore refuses a missing artifact and another user's alike", async () => {
  const bobs = artifactsOf(userId("bob"));
  const foreign = await make(bobs);
  await bobs.trash(foreign.id);
  for (const id of [foreign.id, crypto.randomUUID()]) {
    await isRefused(call({ id }), /^There is no artifact with this id\. Call artifact\.list/);
  }
  await isRefused(call({ id: foreign.id, version: 1 }), /^There is no artifact with this id\./);
});

const id = crypto.randomUUID();
const REFUSED: [given: Record<string, unknown>, why: RegExp][] = [
  [{}, /id is required/],
  [{ id: "1" }, /id: must be an artifact's id, as listed/],
  [{ id, version: 0 }, /version: .*>=1/],
  [{ id, version: "one" }, /version: .*expected number, received string/],
  [{ id, from: "trash" }, /Ignored unknown fields: "from" \(known fields: id, version\)/],
];
for (const [given, why] of REFUSED) {
  Deno.test(`artifact.restore refuses and says why: ${why.source}`, async () => {
    await isRefused(call(given), why);
  });
}
