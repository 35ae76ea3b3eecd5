// artifact.view on the memory store.

import assert from "node:assert/strict";
import type { Artifact } from "../../../../supabase/functions/mcp/artifacts/artifact.ts";
import { NO_CLIENT_INPUT } from "../../../../supabase/functions/mcp/tools/client_input.ts";
import view from "../../../../supabase/functions/mcp/tools/artifact/view.ts";
import { ToolError } from "../../../../supabase/functions/mcp/tools/tool_error.ts";
import { createMemoryArtifacts } from "../../artifacts/memory_store.ts";
import { draft } from "../../artifacts/store_cases.ts";
import { userId } from "../../in_process.ts";
import { textOf } from "../text_of.ts";

interface View {
  artifact: Artifact;
  offset: number;
  next_offset?: number;
}

const artifactsOf = createMemoryArtifacts();
const artifacts = artifactsOf(userId("alice"));

async function call(given: unknown) {
  const { structured, content } = await view.call(given, { artifacts }, NO_CLIENT_INPUT);
  const text = textOf(content);
  return { ...structured as unknown as View, text };
}

Deno.test("artifact.view shows a short artifact whole", async () => {
  const summary = await artifacts.create(draft({ title: "Notes", content: "a\r\né" }));
  const { text, ...structured } = await call({ id: summary.id });
  assert.deepEqual(structured, { artifact: { ...summary, content: "a\r\né" }, offset: 0 });
  assert.equal(text, "Notes (text)\n\na\r\né");
});

Deno.test("artifact.view takes an id in upper case", async () => {
  const { id } = await artifacts.create(draft());
  assert.equal((await call({ id: id.toUpperCase() })).artifact.id, id);
});

Deno.test("artifact.view gives 64 KiB at a time unless told otherwise", async () => {
  const { id } = await artifacts.create(draft({ content: "x".repeat(65_537) }));
  const first = await call({ id });
  assert.equal(first.artifact.content.length, 65_536);
  assert.deepEqual([first.offset, first.next_offset], [0, 65_536]);
  const second = await call({ id, offset: first.next_offset });
  assert.equal(second.artifact.content, "x");
  assert.deepEqual([second.offset, second.next_offset], [65_536, undefined]);
});

Deno.test("artifact.view gives a MiB in four of the largest pieces", async () => {
  const content = "0123456789abcde\n".repeat(65_536);
  const { id } = await artifacts.create(draft({ content }));
  const pieces: string[] = [];
  for (let offset: number | undefined = 0; offset !== undefined && pieces.length < 9;) {
    const { artifact, next_offset } = await call({ id, offset, limit: 262_144 });
    pieces.push(artifact.content);
    offset = next_offset;
  }
  assert.ok(pieces.join("") === content, "the pieces do not make up the content");
  assert.equal(pieces.length, 4);
});

Deno.test("artifact.view tells in words which piece this is and where the next one starts", async () => {
  const { id } = await artifacts.create(draft({ title: "T", content: "a😀bc" }));
  const text = async (offset: number, limit: number) => (await call({ id, offset, limit })).text;
  assert.equal(await text(0, 7), "T (text)\n\na😀bc");
  assert.equal(
    await text(0, 5),
    "T (text, bytes 0 to 5 of 7)\n\na😀\n\n(More: call again with offset 5)",
  );
  assert.equal(await text(5, 5), "T (text, bytes 5 to 7 of 7)\n\nbc");
  // Inside the character: moved back to its start, and said so.
  assert.equal((await call({ id, offset: 3 })).offset, 1);
  assert.equal(await text(99, 5), "T (text, bytes 7 to 7 of 7)\n\n");
});

Deno.test("the size stays that of the whole content, in every piece", async () => {
  const { id } = await artifacts.create(draft({ content: "abcdef" }));
  assert.equal((await call({ id, offset: 2, limit: 2 })).artifact.size, 6);
});

Deno.test("a missing artifact and somebody else's are refused with the same sentence", async () => {
  const { id } = await artifactsOf(userId("bob")).create(draft());
  const sentence = "There is no artifact with this id. Call artifact.list to see the ids.";
  for (const unreachable of [id, crypto.randomUUID()]) {
    await assert.rejects(call({ id: unreachable }), { name: "ToolError", message: sentence });
  }
});

const id = crypto.randomUUID();
const REFUSED: [given: Record<string, unknown>, why: RegExp][] = [
  [{}, /id is required/],
  [{ id: "1" }, /id: must be an artifact's id, as listed/],
  [{ id: `${id}' or true` }, /id: must be an artifact's id, as listed/],
  [{ id, offset: -1 }, /offset: .*>=0/],
  [{ id, offset: 1.5 }, /offset: .*expected int/],
  [{ id, limit: 0 }, /limit: .*>=1/],
  [{ id, limit: 262_145 }, /limit: .*<=262144/],
  [{ id, user_id: "user_bob" }, /unknown field "user_id" .*id, offset, limit/],
];
for (const [given, why] of REFUSED) {
  Deno.test(`artifact.view refuses and says why: ${why.source}`, async () => {
    await assert.rejects(call(given), (error: Error) => {
      assert.ok(error instanceof ToolError);
      assert.match(error.message, why);
      return true;
    });
  });
}
