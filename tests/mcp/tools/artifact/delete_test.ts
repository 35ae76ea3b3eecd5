// artifact.delete on the memory store.

import { WHOLE } from "../../artifacts/memory_rows.ts";
import assert from "node:assert/strict";
import deleteArtifact from "../../../../supabase/functions/mcp/tools/artifact/delete.ts";
import { createMemoryLibrary } from "../../artifacts/memory_store.ts";
import { make, makeVersions } from "../../artifacts/store_case.ts";
import { userId } from "../../in_process.ts";
import { isRefused } from "../refused.ts";
import { textOf } from "../text_of.ts";
import { contextOf } from "../tool_context.ts";

const { artifactsOf, shared } = createMemoryLibrary();
const artifacts = artifactsOf(userId("alice"));
const call = (given: Record<string, unknown>) => deleteArtifact.call(given, contextOf(artifacts));

Deno.test("artifact.delete moves to the trash, from where artifact.restore brings back", async () => {
  const { id } = await make(artifacts, { content: "kept" });
  const { structured, content } = await call({ id });
  assert.deepEqual(structured, { deleted: "to_trash" });
  const sentence = "Moved to the trash. artifact.restore brings it back within 30 days.";
  assert.equal(textOf(content), sentence);
  await artifacts.restore(id);
  assert.equal((await artifacts.read(id)).content, "kept");
});

Deno.test("artifact.delete ends all sharing, and restoring shares nothing again", async () => {
  const { id } = await make(artifacts);
  const { share } = await artifacts.share(id, 1);
  await call({ id });
  await artifacts.restore(id);
  assert.equal(await shared.open(share, WHOLE), undefined);
});

Deno.test("artifact.delete of a trashed artifact leaves it in the trash", async () => {
  const { id } = await make(artifacts);
  await call({ id });
  assert.deepEqual((await call({ id })).structured, { deleted: "to_trash" });
  await artifacts.restore(id);
});

Deno.test("artifact.delete of a trashed artifact can remove it permanently, with all versions", async () => {
  const before = await artifacts.usage();
  const id = await makeVersions(artifacts, ["one", "two"]);
  await call({ id });
  const { structured, content } = await call({ id, forever: true });
  assert.deepEqual(structured, { deleted: "forever" });
  assert.equal(textOf(content), "Removed for ever, with all versions.");
  assert.deepEqual(await artifacts.usage(), before);
  await isRefused(call({ id, forever: true }), /^There is no artifact with this id\./);
});

Deno.test("artifact.delete removes no artifact permanently outside the trash", async () => {
  const { id } = await make(artifacts);
  const why = /not in the trash, and nothing was changed\. .*move it to the trash first/;
  await isRefused(call({ id, forever: true }), why);
  assert.equal((await artifacts.read(id)).version, 1);
});

Deno.test("artifact.delete refuses a missing artifact and another user's alike", async () => {
  const bobs = artifactsOf(userId("bob"));
  const foreign = await make(bobs);
  for (const forever of [false, true]) {
    for (const id of [foreign.id, crypto.randomUUID()]) {
      await isRefused(call({ id, forever }), /^There is no artifact with this id\. Call/);
    }
  }
  assert.equal((await bobs.read(foreign.id)).version, 1);
});

const id = crypto.randomUUID();
const REFUSED: [given: Record<string, unknown>, why: RegExp][] = [
  [{}, /id is required/],
  [{ id: "1" }, /id: must be an artifact's id, as listed/],
  [{ id, forever: "yes" }, /forever: .*expected boolean, received string/],
  [{ id, permanent: true }, /Ignored unknown fields: "permanent" \(known fields: id, forever\)/],
];
for (const [given, why] of REFUSED) {
  Deno.test(`artifact.delete refuses and says why: ${why.source}`, async () => {
    await isRefused(call(given), why);
  });
}
