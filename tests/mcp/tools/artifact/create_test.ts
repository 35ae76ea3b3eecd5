// artifact.create on the memory store.

import assert from "node:assert/strict";
import { NO_CLIENT_INPUT } from "../../../../supabase/functions/mcp/tools/client_input.ts";
import { FieldRefused } from "../../../../supabase/functions/mcp/artifacts/artifact.ts";
import create from "../../../../supabase/functions/mcp/tools/artifact/create.ts";
import { ToolError } from "../../../../supabase/functions/mcp/tools/tool_error.ts";
import { createMemoryArtifacts } from "../../artifacts/memory_store.ts";
import { userId } from "../../in_process.ts";
import { textOf } from "../text_of.ts";

const NOON = Date.UTC(2026, 10, 23, 12);
const VALID = { title: "Notes", kind: "markdown", content: "# é" };

function library() {
  return createMemoryArtifacts(() => NOON)(userId("alice"));
}

Deno.test("artifact.create stores what was given and tells all of it but the content", async () => {
  const artifacts = library();
  const given = { ...VALID, kind: "code", language: "typescript", tags: ["a", "b"] };
  const { structured, content } = await create.call(given, { artifacts }, NO_CLIENT_INPUT);
  const text = textOf(content);
  const { artifacts: [stored] } = await artifacts.list({ limit: 2 });
  assert.deepEqual(structured, { artifact: stored });
  assert.deepEqual(structured, {
    artifact: {
      id: stored?.id,
      title: "Notes",
      kind: "code",
      language: "typescript",
      tags: ["a", "b"],
      size: 4,
      version: 1,
      created_at: "2026-11-23T12:00:00.000Z",
      updated_at: "2026-11-23T12:00:00.000Z",
    },
  });
  assert.equal(text, `Saved "Notes" (code, 4 bytes). id: ${stored?.id}`);
  assert.equal((await artifacts.find(stored?.id ?? ""))?.content, "# é");
});

Deno.test("artifact.create without language and tags stores null and none", async () => {
  const artifacts = library();
  await create.call(VALID, { artifacts }, NO_CLIENT_INPUT);
  const { artifacts: [stored] } = await artifacts.list({ limit: 1 });
  assert.deepEqual([stored?.language, stored?.tags], [null, []]);
});

Deno.test("artifact.create takes an empty content", async () => {
  const { structured } = await create.call(
    { ...VALID, content: "" },
    { artifacts: library() },
    NO_CLIENT_INPUT,
  );
  assert.equal((structured.artifact as { size: number }).size, 0);
});

const REFUSED: [given: Record<string, unknown>, why: RegExp][] = [
  [{ ...VALID, title: "" }, /title: must not be empty/],
  [{ ...VALID, title: "x".repeat(201) }, /title: must have at most 200 characters/],
  [{ ...VALID, kind: "pdf" }, /kind: .*"markdown"\|"code"/],
  [{ ...VALID, content: "x".repeat(1_048_577) }, /content: must have at most 1048576 bytes/],
  [{ ...VALID, content: "\0" }, /content: must not contain NUL/],
  [{ ...VALID, language: "" }, /language: must not be empty/],
  [{ ...VALID, language: null }, /language: .*expected string, received null/],
  [{ ...VALID, tags: ["a", ""] }, /tags\.1: must not be empty/],
  [{ ...VALID, tags: Array(11).fill("a") }, /tags: must be at most 10/],
  [{ ...VALID, tags: "a,b" }, /tags: .*expected array/],
  [{ title: "t", kind: "text" }, /content is required/],
  [{ ...VALID, id: "1", user_id: "user_bob" }, /unknown field "id", "user_id"/],
];
for (const [given, why] of REFUSED) {
  Deno.test(`artifact.create refuses and stores nothing: ${why.source}`, async () => {
    const artifacts = library();
    await assert.rejects(create.call(given, { artifacts }, NO_CLIENT_INPUT), (error: Error) => {
      assert.ok(error instanceof ToolError);
      assert.match(error.message, why);
      return true;
    });
    assert.deepEqual(await artifacts.list({ limit: 1 }), { artifacts: [] });
  });
}

Deno.test("artifact.create says which field the library does not take, and that nothing was saved", async () => {
  const refuse = () => Promise.reject(new FieldRefused("tags"));
  const call = create.call(
    VALID,
    { artifacts: { ...library(), create: refuse } },
    NO_CLIENT_INPUT,
  );
  await assert.rejects(call, (error: Error) => {
    assert.ok(error instanceof ToolError);
    assert.match(error.message, /does not take tags as given, and nothing was saved/);
    return true;
  });
});
