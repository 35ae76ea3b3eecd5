// artifact.update on the memory store.

import assert from "node:assert/strict";
import update from "../../../../supabase/functions/mcp/tools/artifact/update.ts";
import { createMemoryArtifacts, createMemoryLibrary } from "../../artifacts/memory_store.ts";
import { make } from "../../artifacts/store_case.ts";
import { userId } from "../../in_process.ts";
import { isRefused } from "../refused.ts";
import { textOf } from "../text_of.ts";
import { contextOf } from "../tool_context.ts";

const artifactsOf = createMemoryArtifacts();
const artifacts = artifactsOf(userId("alice"));
const call = (given: Record<string, unknown>) => update.call(given, contextOf(artifacts));

/** A new artifact, and a call that changes it. */
async function made(content = "one two two") {
  const { id } = await make(artifacts, { content, language: "en", tags: ["a"] });
  const change = (given: Record<string, unknown>, expected_version = 1) =>
    call({ id, expected_version, ...given });
  const now = async () => {
    const { title, content, language, tags, version } = await artifacts.read(id);
    return { title, content, language, tags, version };
  };
  return { id, change, now };
}

Deno.test("artifact.update changes the given fields and returns the artifact's state", async () => {
  const { id, change, now } = await made();
  const { structured, content } = await change({ title: "New", content: "é", tags: ["b", "c"] });
  assert.deepEqual(structured, { artifact: { id, title: "New", size: 2, version: 2 } });
  assert.match(textOf(content), /^"New" is at version 2 \(2 bytes\)\. id: [0-9a-f-]{36}$/);
  const expected = { title: "New", content: "é", language: "en", tags: ["b", "c"], version: 2 };
  assert.deepEqual(await now(), expected);
  assert.equal((await artifacts.read(id, 1)).content, "one two two");
});

Deno.test("artifact.update removes a language by the word none, and tags by an empty list", async () => {
  const { change, now } = await made();
  await change({ language: "none", tags: [] });
  const { language, tags } = await now();
  assert.deepEqual([language, tags], [null, []]);
});

Deno.test("artifact.update applies edits one after the other", async () => {
  const { change, now } = await made("one");
  await change({ edits: [{ find: "one", replace: "two" }, { find: "two", replace: "three" }] });
  assert.deepEqual([(await now()).content, (await now()).version], ["three", 2]);
});

Deno.test("artifact.update that changes nothing makes no version", async () => {
  const { change, now } = await made();
  const { content } = await change({ content: "one two two", language: "en" });
  assert.match(textOf(content), /^"Title" is at version 1 \(11 bytes\)\. id: /);
  assert.equal((await now()).version, 1);
});

Deno.test("artifact.update of an old version names the latest one", async () => {
  const { change, now } = await made();
  await change({ title: "Second" });
  const stale = change({ title: "Third" }, 1);
  await isRefused(stale, /at version 2 now, and nothing was changed.*expected_version 2\b/);
  await isRefused(change({ title: "Third" }, 3), /at version 2 now/);
  assert.equal((await now()).title, "Second");
});

Deno.test("artifact.update applies all edits or none, and names the one that does not fit", async () => {
  const { change, now } = await made();
  const fits = { find: "one", replace: "1" };
  const absent = change({ edits: [fits, { find: "three", replace: "3" }] });
  await isRefused(absent, /^Edit 2 does not match: .*nowhere.*nothing was changed.*artifact\.view/);
  const twice = change({ edits: [{ find: "two", replace: "2" }, fits] });
  await isRefused(
    twice,
    /^Edit 1 matches several places.*nothing was changed.*Extend the find text/,
  );
  assert.deepEqual([(await now()).content, (await now()).version], ["one two two", 1]);
});

Deno.test("artifact.update of a trashed, missing or another user's artifact changes nothing", async () => {
  const { id, change } = await made();
  await artifacts.trash(id);
  await isRefused(
    change({ title: "New" }),
    /in the trash, and nothing was changed.*artifact\.restore/,
  );
  const foreign = await make(artifactsOf(userId("bob")));
  for (const id of [foreign.id, crypto.randomUUID()]) {
    await isRefused(call({ id, expected_version: 1, title: "New" }), /^There is no artifact with/);
  }
});

Deno.test("artifact.update beyond a limit names the limit and changes nothing", async () => {
  const quota = { artifacts: 9, bytes: 400 };
  const small = createMemoryLibrary({ quota }).artifactsOf(userId("alice"));
  const { id } = await make(small, { content: "abc" });
  const given = { id, expected_version: 1, content: "abcd" };
  const call = update.call(given, contextOf(small, { quota }));
  await isRefused(call, /holds 303 of at most 400 bytes, .*nothing was saved.*forever: true/);
  assert.equal((await small.read(id)).version, 1);
});

const id = crypto.randomUUID();
const EDIT = { find: "a", replace: "b" };
const REFUSED: [given: Record<string, unknown>, why: RegExp][] = [
  [{ id, title: "t" }, /expected_version is required/],
  [{ id, expected_version: 0, title: "t" }, /expected_version: .*>=1/],
  [
    { id, expected_version: 1 },
    /^Nothing to change: give title, content, edits, tags, language or description\./,
  ],
  [
    { id, expected_version: 1, content: "x", edits: [EDIT] },
    /either content or edits.*Nothing was/,
  ],
  [{ id, expected_version: 1, edits: [] }, /^Nothing to change/],
  [{ id, expected_version: 1, edits: Array(51).fill(EDIT) }, /edits: .*<=50/],
  [{ id, expected_version: 1, edits: [{ find: "", replace: "" }] }, /edits\.0\.find: must not be/],
  [{ id, expected_version: 1, edits: [{ ...EDIT, find: "x".repeat(2_001) }] }, /at most 2000 char/],
  [{ id, expected_version: 1, edits: [{ find: "a" }] }, /edits\.0\.replace is required/],
  [{ id, expected_version: 1, title: "", content: "", language: "" }, /^Nothing to change/],
  [
    { id, expected_version: 1, kind: "csv" },
    /Ignored unknown fields: "kind" \(known fields: id, ex/,
  ],
];
for (const [given, why] of REFUSED) {
  Deno.test(`artifact.update refuses and says why: ${why.source}`, async () => {
    await isRefused(call(given), why);
  });
}

Deno.test("artifact.update with empty texts and nulls for optional fields keeps these fields", async () => {
  const { change, now } = await made("one");
  const before = await now();
  await change({ title: "New", content: "", edits: null, tags: null, language: "" });
  const { title, content, tags, language } = await now();
  assert.deepEqual({ title, content, tags, language }, {
    title: "New",
    content: before.content,
    tags: before.tags,
    language: before.language,
  });
});
