// artifact.kinds: for everybody, and never behind what the library really takes.

import assert from "node:assert/strict";
import { KINDS, LIMITS } from "../../../../supabase/functions/mcp/artifacts/artifact.ts";
import { NO_CLIENT_INPUT } from "../../../../supabase/functions/mcp/tools/client_input.ts";
import kinds from "../../../../supabase/functions/mcp/tools/artifact/kinds.ts";
import { TOOLS } from "../../../../supabase/functions/mcp/tools/mod.ts";
import { ToolError } from "../../../../supabase/functions/mcp/tools/tool_error.ts";
import { textOf } from "../text_of.ts";

Deno.test("artifact.kinds tells anybody every kind and every limit there is", async () => {
  const { structured } = await kinds.call({}, undefined, NO_CLIENT_INPUT);
  assert.deepEqual(structured.kinds, Object.entries(KINDS).map(([kind, use]) => ({ kind, use })));
  assert.deepEqual(structured.limits, LIMITS);
});

Deno.test("artifact.kinds says how to sign in, naming the tools that need it", async () => {
  const { structured } = await kinds.call({}, undefined, NO_CLIENT_INPUT);
  for (const { name, requires } of TOOLS) {
    const named = String(structured.sign_in).includes(name);
    assert.equal(named, requires !== "nobody", name);
  }
});

Deno.test("artifact.kinds says the same in words", async () => {
  const { structured, content } = await kinds.call(undefined, undefined, NO_CLIENT_INPUT);
  const text = textOf(content);
  for (const [kind, use] of Object.entries(KINDS)) assert.ok(text.includes(`- ${kind}: ${use}\n`));
  for (const told of ["1048576 bytes", "200 characters", "10 tags", String(structured.sign_in)]) {
    assert.ok(text.includes(told), told);
  }
});

Deno.test("artifact.kinds takes no arguments", async () => {
  await assert.rejects(kinds.call({ kind: "svg" }, undefined, NO_CLIENT_INPUT), (error: Error) => {
    assert.ok(error instanceof ToolError);
    assert.match(error.message, /unknown field "kind" \(known fields: none\)/);
    return true;
  });
});
