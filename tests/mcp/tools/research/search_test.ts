// search, in the exact shape that OpenAI's clients read: one text block with JSON, the same as the
// structured output, and no other key.

import assert from "node:assert/strict";
import search from "../../../../supabase/functions/mcp/tools/research/search.ts";
import { createMemoryArtifacts } from "../../artifacts/memory_store.ts";
import { make } from "../../artifacts/store_case.ts";
import { call, startInProcess, userId } from "../../in_process.ts";
import { isRefused } from "../refused.ts";
import { textOf } from "../text_of.ts";
import { contextOf } from "../tool_context.ts";

const artifactsOf = createMemoryArtifacts();

async function found(query: unknown, person = "alice") {
  const artifacts = artifactsOf(userId(person));
  const { structured, content } = await search.call({ query }, contextOf(artifacts));
  assert.deepEqual(JSON.parse(textOf(content)), structured);
  return structured;
}

Deno.test("search returns ids, titles and absolute URLs, the best first, and nothing else", async () => {
  const artifacts = artifactsOf(userId("alice"));
  const walk = await make(artifacts, { title: "A walk", content: "With an apple." });
  const apples = await make(artifacts, { title: 'Apples "red"\n', content: "Red." });
  const gone = await make(artifacts, { title: "Apple" });
  await artifacts.trash(gone.id);
  const result = ({ id, title }: { id: string; title: string }) => (
    { id, title: title.trim(), url: `https://artifacts.example/${id}` }
  );
  assert.deepEqual(await found("apple"), { results: [result(apples), result(walk)] });
  assert.ok(URL.canParse(`https://artifacts.example/${walk.id}`));
});

Deno.test("search without matches, or without words, has no results", async () => {
  for (const query of ["zebra", "!?", " "]) {
    assert.deepEqual(await found(query), { results: [] }, query);
  }
});

Deno.test("search finds no other user's artifacts", async () => {
  await make(artifactsOf(userId("bob")), { title: "Secret plan" });
  assert.deepEqual(await found("plan"), { results: [] });
  assert.equal((await found("plan", "bob") as { results: unknown[] }).results.length, 1);
});

Deno.test("search returns the twenty best", async () => {
  for (let i = 0; i < 21; i++) await make(artifactsOf(userId("carol")), { title: `Pear ${i}` });
  assert.equal((await found("pear", "carol") as { results: unknown[] }).results.length, 20);
});

Deno.test("search over MCP returns one text block and structuredContent, and nothing else", async () => {
  const { post } = startInProcess({ artifactsOf });
  const response = await post(call("search", { query: "apple" }), {
    Authorization: "Bearer alice",
  });
  const { result } = await response.json();
  assert.deepEqual(Object.keys(result).toSorted(), ["content", "structuredContent"]);
  const [block, ...more] = result.content;
  assert.deepEqual([block.type, more], ["text", []]);
  assert.deepEqual(JSON.parse(block.text), result.structuredContent);
  assert.equal(result.structuredContent.results.length, 2);
});

Deno.test("search refuses bad arguments, and fails when the library fails", async () => {
  await isRefused(found(""), /query: must not be empty/);
  await isRefused(found(undefined), /query is required/);
  await isRefused(found("x".repeat(1_001)), /query: must have at most 1000 characters/);
  const broken = {
    ...artifactsOf(userId("alice")),
    search: () => Promise.reject(new Error("down")),
  };
  await assert.rejects(search.call({ query: "apple" }, contextOf(broken)), { message: "down" });
});
