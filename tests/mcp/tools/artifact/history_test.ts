// artifact.history on the memory store.

import assert from "node:assert/strict";
import history from "../../../../supabase/functions/mcp/tools/artifact/history.ts";
import { createMemoryArtifacts } from "../../artifacts/memory_store.ts";
import { make, makeVersions, NOON } from "../../artifacts/store_case.ts";
import { userId } from "../../in_process.ts";
import { isRefused } from "../refused.ts";
import { textOf } from "../text_of.ts";
import { contextOf } from "../tool_context.ts";

interface Page {
  versions: { version: number; title: string; size: number; created_at: string }[];
  next_cursor?: string;
}

const artifactsOf = createMemoryArtifacts(() => NOON);
const artifacts = artifactsOf(userId("alice"));

async function call(given: Record<string, unknown>) {
  const { structured, content } = await history.call(given, contextOf(artifacts));
  return { page: structured as unknown as Page, text: textOf(content) };
}

Deno.test("artifact.history describes each version, newest first, without its content", async () => {
  const id = await makeVersions(artifacts, ["a", "bé"]);
  await artifacts.update(id, 2, { title: "Renamed" });
  const { page, text } = await call({ id });
  const created_at = "2026-11-23T12:00:00.000Z";
  assert.deepEqual(page, {
    versions: [
      { version: 3, title: "Renamed", size: 3, created_at },
      { version: 2, title: "Title", size: 3, created_at },
      { version: 1, title: "Title", size: 1, created_at },
    ],
  });
  assert.deepEqual(text.split("\n"), [
    `- version 3: Renamed (3 bytes, ${created_at})`,
    `- version 2: Title (3 bytes, ${created_at})`,
    `- version 1: Title (1 bytes, ${created_at})`,
  ]);
});

Deno.test("artifact.history returns fifty versions at a time, none of them twice", async () => {
  const id = await makeVersions(artifacts, Array.from({ length: 101 }, (_, at) => `${at}`));
  const numbers: number[] = [];
  const sizes: number[] = [];
  let cursor: string | undefined;
  do {
    const { page, text } = await call({ id, ...(cursor && { cursor }) });
    cursor = page.next_cursor;
    assert.equal(text.includes(`\nMore: call again with cursor ${cursor}`), cursor !== undefined);
    numbers.push(...page.versions.map(({ version }) => version));
    sizes.push(page.versions.length);
  } while (cursor !== undefined && sizes.length < 9);
  assert.deepEqual(sizes, [50, 50, 1]);
  assert.deepEqual(numbers, Array.from({ length: 101 }, (_, at) => 101 - at));
});

Deno.test("artifact.history describes a trashed artifact, too", async () => {
  const id = await makeVersions(artifacts, ["a", "b"]);
  await artifacts.trash(id);
  assert.equal((await call({ id })).page.versions.length, 2);
});

Deno.test("artifact.history refuses a missing artifact and another user's alike", async () => {
  const foreign = await make(artifactsOf(userId("bob")));
  for (const id of [foreign.id, crypto.randomUUID()]) {
    await isRefused(call({ id }), /^There is no artifact with this id\. Call artifact\.list/);
  }
});

const id = crypto.randomUUID();
const REFUSED: [given: Record<string, unknown>, why: RegExp][] = [
  [{}, /id is required/],
  [{ id: "1" }, /id: must be an artifact's id, as listed/],
  [{ id, cursor: "abc" }, /cursor: must be a next_cursor of an earlier answer, unchanged/],
  [{ id, limit: 5 }, /Ignored unknown fields: "limit" \(known fields: id, cursor\)/],
];
for (const [given, why] of REFUSED) {
  Deno.test(`artifact.history refuses ${JSON.stringify(given).slice(-20)} and says why`, async () => {
    await isRefused(call(given), why);
  });
}
