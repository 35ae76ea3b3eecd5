// artifact.kinds: public, and never out of date with the library's limits.

import assert from "node:assert/strict";
import { KINDS } from "../../../../supabase/functions/mcp/artifacts/artifact.ts";
import { DEFAULT_QUOTA, LIMITS } from "../../../../supabase/functions/mcp/artifacts/limits.ts";
import kinds from "../../../../supabase/functions/mcp/tools/artifact/kinds.ts";
import { TOOLS } from "../../../../supabase/functions/mcp/tools/mod.ts";
import { createMemoryArtifacts } from "../../artifacts/memory_store.ts";
import { draft } from "../../artifacts/store_case.ts";
import { userId } from "../../in_process.ts";
import { textOf } from "../text_of.ts";
import { contextOf } from "../tool_context.ts";

Deno.test("artifact.kinds returns every kind and every limit to any caller", async () => {
  const { structured } = await kinds.call({}, contextOf());
  assert.deepEqual(
    structured.kinds,
    Object.entries(KINDS).map(([kind, { use }]) => ({ kind, use })),
  );
  const { artifacts, bytes } = DEFAULT_QUOTA;
  assert.deepEqual(structured.limits, { ...LIMITS, artifacts, total_bytes: bytes });
  assert.equal("usage" in structured, false);
});

Deno.test("artifact.kinds returns this site's quota, and a signed-in user's usage", async () => {
  const artifacts = createMemoryArtifacts()(userId("alice"));
  const { artifact: { id } } = await artifacts.create(draft({ content: "é" }));
  await artifacts.update(id, 1, { content: "abc" });
  await artifacts.create(draft({ content: "" }));
  const quota = { artifacts: 7, bytes: 1_000 };
  const { structured, content } = await kinds.call({}, contextOf(artifacts, { quota }));
  const { artifacts: most, total_bytes } = structured.limits as Record<string, number>;
  assert.deepEqual([most, total_bytes], [7, 1_000]);
  assert.deepEqual(structured.usage, { artifacts: 2, total_bytes: 905 });
  const text = textOf(content);
  assert.match(text, /up to 7 artifacts and 1000 bytes, old versions and the trash included/);
  assert.match(text, /\nUsed: 2 artifacts, 905 bytes\.\n/);
});

Deno.test("artifact.kinds explains sign-in and names the tools without it", async () => {
  const { structured } = await kinds.call({}, contextOf());
  for (const { name, requires } of TOOLS) {
    const named = String(structured.sign_in).includes(name);
    assert.equal(named, requires === "public", name);
  }
});

Deno.test("artifact.kinds: the text names every kind with its use, the limits and how to sign in", async () => {
  const { structured, content } = await kinds.call(undefined, contextOf());
  const text = textOf(content);
  for (const [kind, { use }] of Object.entries(KINDS)) {
    assert.ok(text.includes(`- ${kind}: ${use}\n`));
  }
  for (const part of ["1048576 bytes", "200 characters", "10 tags", String(structured.sign_in)]) {
    assert.ok(text.includes(part), part);
  }
});

Deno.test("artifact.kinds takes no arguments", async () => {
  const { structured } = await kinds.call({ kind: "svg" }, contextOf());
  assert.deepEqual(structured.input_notes, [
    'Ignored unknown fields: "kind" (known fields: none).',
  ]);
});
