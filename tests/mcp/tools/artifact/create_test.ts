// artifact.create on the memory store.

import assert from "node:assert/strict";
import { StoreRejectedError } from "../../../../supabase/functions/mcp/artifacts/refusal.ts";
import create from "../../../../supabase/functions/mcp/tools/artifact/create.ts";
import list from "../../../../supabase/functions/mcp/tools/artifact/list.ts";
import update from "../../../../supabase/functions/mcp/tools/artifact/update.ts";
import view from "../../../../supabase/functions/mcp/tools/artifact/view.ts";
import { createMemoryArtifacts, createMemoryLibrary } from "../../artifacts/memory_store.ts";
import { userId } from "../../in_process.ts";
import { isRefused } from "../refused.ts";
import { textOf, textsOf } from "../text_of.ts";
import { contextOf } from "../tool_context.ts";

const NOON = Date.UTC(2026, 10, 23, 12);
const VALID = { title: "Notes", kind: "markdown", content: "# é" };

function library() {
  return createMemoryArtifacts(() => NOON)(userId("alice"));
}

Deno.test("artifact.create stores what was given and tells all of it but the content", async () => {
  const artifacts = library();
  const given = { ...VALID, kind: "code", language: "typescript", tags: ["a", "b"] };
  const { structured, content } = await create.call(given, contextOf(artifacts));
  const text = textOf(content);
  const { artifacts: [stored] } = await artifacts.list({ limit: 2 });
  assert.deepEqual(structured, { artifact: stored, replayed: "no" });
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
    replayed: "no",
  });
  assert.equal(text, `Saved "Notes" (code, 4 bytes). id: ${stored?.id}`);
  assert.equal((await artifacts.read(stored?.id ?? "")).content, "# é");
});

Deno.test("artifact.create without language and tags stores language null and no tags", async () => {
  const artifacts = library();
  await create.call(VALID, contextOf(artifacts));
  const { artifacts: [stored] } = await artifacts.list({ limit: 1 });
  assert.deepEqual([stored?.language, stored?.tags], [null, []]);
});

Deno.test("artifact.create takes an empty content", async () => {
  const { structured } = await create.call({ ...VALID, content: "" }, contextOf(library()));
  assert.equal((structured.artifact as { size: number }).size, 0);
});

Deno.test("artifact.create with the key of an earlier call saves nothing and says so", async () => {
  const artifacts = library();
  const call = async (given: Record<string, unknown>) => {
    const { structured, content } = await create.call(
      { ...VALID, idempotency_key: "key", ...given },
      contextOf(artifacts),
    );
    return {
      ...structured as { replayed: string; artifact: { id: string } },
      said: textOf(content),
    };
  };
  const first = await call({});
  assert.deepEqual([first.replayed, first.said.slice(0, 5)], ["no", "Saved"]);
  const again = await call({});
  const what = `"Notes" (markdown, 4 bytes). id: ${first.artifact.id}`;
  assert.deepEqual([again.replayed, again.artifact], ["same", first.artifact]);
  assert.equal(
    again.said,
    `Nothing new was saved: an earlier call with this idempotency_key saved ${what}`,
  );
  const other = await call({ content: "# other" });
  assert.deepEqual([other.replayed, other.artifact], ["other", first.artifact]);
  assert.ok(other.said.startsWith(`${again.said}. The fields of this call differ`), other.said);
  assert.match(other.said, /artifact\.update .*another key/);
  await artifacts.trash(first.artifact.id);
  assert.equal((await call({})).said, `${again.said}. It is in the trash now`);
  assert.equal((await call({ idempotency_key: "another" })).replayed, "no");
  assert.equal((await artifacts.usage()).artifacts, 2);
});

Deno.test("artifact.create tells a full library's limit, what it holds, and what to do", async () => {
  const call = async (quota: { artifacts: number; bytes: number }) => {
    const artifacts = createMemoryLibrary({ quota }).artifactsOf(userId("alice"));
    await create.call(VALID, contextOf(artifacts, { quota }));
    return create.call(VALID, contextOf(artifacts, { quota }));
  };
  const two = { artifacts: 1, bytes: 1_000 };
  await isRefused(
    call(two),
    /holds 1 of at most 1 artifacts, .*nothing was saved.*artifact\.delete/,
  );
  await isRefused(
    call({ artifacts: 9, bytes: 400 }),
    /holds 304 of at most 400 bytes, .*nothing was saved/,
  );
});

const REFUSED: [given: Record<string, unknown>, why: RegExp][] = [
  [{ ...VALID, title: "" }, /title: must not be empty/],
  [{ ...VALID, title: "x".repeat(201) }, /title: must have at most 200 characters/],
  [{ ...VALID, kind: "pdf" }, /kind: .*"markdown"\|"code"/],
  [{ ...VALID, content: "x".repeat(1_048_577) }, /content: must have at most 1048576 bytes/],
  [{ ...VALID, content: "\0" }, /content: must not contain NUL/],
  [{ ...VALID, language: "x".repeat(51) }, /language: must have at most 50 characters/],
  [{ ...VALID, tags: ["a", ""] }, /tags\.1: must not be empty/],
  [{ ...VALID, tags: Array(11).fill("a") }, /tags: must be at most 10/],
  [{ ...VALID, tags: "a,b" }, /tags: .*expected array/],
  [{ title: "t", kind: "text" }, /content is required/],
  [{ ...VALID, title: null }, /title is required/],
];
for (const [given, why] of REFUSED) {
  Deno.test(`artifact.create refuses and stores nothing: ${why.source}`, async () => {
    const artifacts = library();
    await isRefused(create.call(given, contextOf(artifacts)), why);
    assert.deepEqual(await artifacts.list({ limit: 1 }), { artifacts: [] });
  });
}

Deno.test("artifact.create says which field the library does not take, and that nothing was saved", async () => {
  const refuse = () =>
    Promise.reject(new StoreRejectedError({ refusal: "invalid_field", field: "tags" }));
  const call = create.call(VALID, contextOf({ ...library(), create: refuse }));
  await isRefused(call, /rejects the value of tags, and nothing was saved/);
});

Deno.test("artifact.create saves an object given as content as its JSON text, and says so", async () => {
  const artifacts = library();
  const given = { title: "t", kind: "json", content: { a: [1, null] } };
  const { structured, content } = await create.call(given, contextOf(artifacts));
  const { id } = structured.artifact as { id: string };
  assert.equal((await artifacts.read(id)).content, '{"a":[1,null]}');
  assert.match(
    JSON.stringify(content),
    /Converted to JSON text, since only text is allowed: \\"content\\"/,
  );
});

Deno.test("a description is saved, listed and viewed, and removed by the text none", async () => {
  const artifacts = library();
  const context = contextOf(artifacts);
  await create.call({ ...VALID, description: "a\nb" }, context);
  const listed = await list.call({}, context);
  assert.match(textOf(listed.content), /\n {2}a b/);
  const [saved] = (await artifacts.list({ limit: 1 })).artifacts;
  assert.equal(saved?.description, "a\nb");
  assert.deepEqual(listed.structured.artifacts, [saved]);
  const shown = async () => textsOf((await view.call({ id: saved?.id }, context)).content)[0] ?? "";
  assert.match(await shown(), /\nTitle: "Notes"\nDescription: "a b"$/);
  const change = { id: saved?.id, expected_version: 1, description: "none" };
  await update.call(change, context);
  assert.ok(!("description" in await artifacts.read(saved?.id ?? "")));
  assert.doesNotMatch(await shown(), /Description/);
});

Deno.test("artifact.create takes no owner from its arguments", async () => {
  const artifacts = library();
  const { structured } = await create.call({ ...VALID, user_id: "user_bob" }, contextOf(artifacts));
  assert.deepEqual(structured.input_notes, [
    'Ignored unknown fields: "user_id" (known fields: title, kind, content, language, tags, description, idempotency_key).',
  ]);
  assert.equal((await artifacts.list({ limit: 2 })).artifacts.length, 1);
});
