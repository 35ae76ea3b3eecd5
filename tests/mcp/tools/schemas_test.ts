// The advertised JSON Schemas against the tools' behaviour. Zod alone proves nothing here: clients
// validate with other libraries, so one of theirs judges.

import assert from "node:assert/strict";
import { requireRows } from "./missing_row.ts";
// @ts-types="@modelcontextprotocol/sdk/validation/ajv"
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { ToolError } from "../../../supabase/functions/mcp/primitives/tool_error.ts";
import type { JsonObjectSchema } from "../../../supabase/functions/mcp/primitives/json_schema.ts";
import type { Tool } from "../../../supabase/functions/mcp/primitives/tool.ts";
import { createMemoryLibrary } from "../artifacts/memory_store.ts";
import { make } from "../artifacts/store_case.ts";
import { userId } from "../in_process.ts";
import { contextOf } from "./tool_context.ts";

const { artifactsOf, shared } = createMemoryLibrary();
const artifacts = artifactsOf(userId("alice"));
const context = contextOf(artifacts, { shared });
const { id } = await make(artifacts, { content: "abc", tags: ["a"], language: "text" });
const { id: trashed } = await make(artifacts);
await artifacts.trash(trashed);
await make(artifacts);
const { share } = await artifacts.share(id, 1);

const validator = new AjvJsonSchemaValidator();

function conforms(schema: JsonObjectSchema, value: unknown): boolean {
  // As it arrives: parsed from JSON.
  return validator.getValidator(schema)(JSON.parse(JSON.stringify(value))).valid;
}

function toolNamed(name: string): Tool {
  const tool = TOOLS.find((each) => each.name === name);
  assert.ok(tool, `there is no ${name}`);
  return tool;
}

const wide = "😀";
const VALID = { title: "t", kind: "text", content: "c" };
const NEXT = { id, expected_version: 1 };
const EDIT = { find: "a", replace: "b" };

const TAKEN: [name: string, given: Record<string, unknown>][] = [
  ["artifact.kinds", {}],
  ["artifact.list", {}],
  ["artifact.list", { limit: 1 }],
  ["artifact.list", { limit: 100, kind: "text", tag: "a" }],
  ["artifact.list", { query: "content" }],
  ["artifact.list", { query: "é".repeat(1_000), trashed: true }],
  ["artifact.view", { id }],
  ["artifact.view", { id, offset: 1, limit: 1 }],
  ["artifact.view", { id, offset: 999 }],
  ["artifact.view", { id, version: 1 }],
  ["artifact.create", VALID],
  ["artifact.create", { ...VALID, language: "a", tags: [], idempotency_key: "k" }],
  ["artifact.create", { ...VALID, title: wide.repeat(200), tags: Array(10).fill(wide.repeat(50)) }],
  ["artifact.update", { ...NEXT, edits: [{ find: "b", replace: "" }], language: "none", tags: [] }],
  ["artifact.update", { id, expected_version: 2, title: "t", content: "abc" }],
  ["artifact.history", { id }],
  ["artifact.restore", { id, version: 1 }],
  ["artifact.restore", { id: trashed }],
  ["artifact.delete", { id: trashed }],
  ["artifact.delete", { id: trashed, forever: true }],
  ["artifact.share", { id, expires_in_days: 365 }],
  ["artifact.open", { share, offset: 1, limit: 1 }],
  ["artifact.unshare", { id }],
  ["artifact.export", {}],
  ["search", { query: "content" }],
  ["fetch", { id }],
];
for (const [name, given] of TAKEN) {
  Deno.test(`${name} takes and answers as advertised: ${JSON.stringify(given).slice(0, 60)}`, async () => {
    const tool = toolNamed(name);
    assert.ok(conforms(tool.inputSchema, given), "its input schema refuses the arguments");
    const { structured } = await tool.call(given, context);
    assert.ok(conforms(tool.outputSchema, structured), JSON.stringify(structured));
    // Clients keep the schema: a field that is added one day must not break them.
    assert.ok(conforms(tool.outputSchema, { ...structured, more: 1 }));
    // Shows that the schema would have refused something.
    assert.ok(!conforms(tool.outputSchema, {}));
  });
}

const REFUSED: [name: string, given: Record<string, unknown>][] = [
  ["artifact.list", { limit: 0 }],
  ["artifact.list", { limit: 101 }],
  ["artifact.list", { limit: 1.5 }],
  ["artifact.view", {}],
  ["artifact.view", { id, offset: -1 }],
  ["artifact.view", { id, limit: 0 }],
  ["artifact.create", { ...VALID, title: "" }],
  ["artifact.create", { ...VALID, title: "x".repeat(201) }],
  ["artifact.create", { ...VALID, kind: "pdf" }],
  ["artifact.create", { ...VALID, tags: Array(11).fill("a") }],
  ["artifact.create", { ...VALID, tags: ["x".repeat(51)] }],
  ["artifact.list", { query: "x".repeat(1_001) }],
  ["artifact.list", { trashed: 1 }],
  ["artifact.view", { id, version: 0 }],
  ["artifact.update", { id, title: "t" }],
  ["artifact.update", { ...NEXT, edits: Array(51).fill(EDIT) }],
  ["artifact.update", { ...NEXT, edits: [{ ...EDIT, find: "" }] }],
  ["artifact.history", {}],
  ["artifact.restore", { id, version: 0 }],
  ["artifact.delete", { id, forever: "yes" }],
  ["artifact.share", { id, expires_in_days: 366 }],
  ["artifact.unshare", {}],
  ["artifact.open", {}],
  ["search", { query: "" }],
  ["fetch", {}],
];
for (const [name, given] of REFUSED) {
  Deno.test(`${name} and its schema both refuse ${JSON.stringify(given).slice(0, 60)}`, async () => {
    const tool = toolNamed(name);
    assert.ok(!conforms(tool.inputSchema, given), "the schema takes it");
    await assert.rejects(tool.call(given, context), ToolError);
  });
}

const REFUSED_BY_TOOL_ONLY: [name: string, given: Record<string, unknown>][] = [
  ["artifact.view", { id: "1" }],
  ["artifact.history", { id: `artifact://${id}/2` }],
  ["artifact.history", { id, cursor: "x" }],
  ["artifact.export", { cursor: "x" }],
  ["fetch", { id: `https://${id}` }],
];
for (const [name, given] of REFUSED_BY_TOOL_ONLY) {
  Deno.test(`${name} refuses ${JSON.stringify(given).slice(0, 60)}, which its schema cannot`, async () => {
    const tool = toolNamed(name);
    assert.ok(conforms(tool.inputSchema, given), "the schema refuses it");
    await assert.rejects(tool.call(given, context), ToolError);
  });
}

// What real clients send, although the schema says otherwise.
const LENIENT: [name: string, given: Record<string, unknown>][] = [
  ["artifact.kinds", { task_progress: "- [ ] list" }],
  ["artifact.list", { cursor: null, tag: "", query: "", kind: null, limit: "20" }],
  ["artifact.list", { page: 2 }],
  ["artifact.create", { ...VALID, language: null, idempotency_key: "" }],
  ["artifact.create", { ...VALID, content: { a: 1 } }],
  ["artifact.create", { ...VALID, user_id: "user_bob" }],
  ["artifact.update", { id, expected_version: "4", title: "u", content: "", language: "" }],
  ["artifact.export", { limit: 5 }],
];
for (const [name, given] of LENIENT) {
  Deno.test(`${name} accepts ${JSON.stringify(given).slice(0, 60)}, which its schema refuses`, async () => {
    const tool = toolNamed(name);
    assert.ok(!conforms(tool.inputSchema, given), "the schema takes it");
    const { structured } = await tool.call(given, context);
    assert.ok(conforms(tool.outputSchema, structured), JSON.stringify(structured));
  });
}

for (
  const spelled of [
    `artifact://${id}`,
    `ARTIFACT://${id.toUpperCase()}`,
    ` ${id}\n`,
    `"${id}"`,
    `\`artifact://${id}\``,
  ]
) {
  Deno.test(`an id may be written ${JSON.stringify(spelled).slice(0, 14)}…`, async () => {
    const { structured } = await toolNamed("artifact.view").call({ id: spelled }, context);
    assert.equal((structured.artifact as { id: string }).id, id);
  });
}

Deno.test("every tool has a row in TAKEN and in REFUSED", () => {
  const file = "tests/mcp/tools/schemas_test.ts";
  const named = (rows: readonly (readonly [name: string, given: unknown])[]) =>
    rows.map(([name]) => name);
  const taken = (name: string) => `["${name}", {}], with arguments that it accepts`;
  requireRows(file, "TAKEN", named(TAKEN), TOOLS, taken);
  const refused = [...REFUSED, ...REFUSED_BY_TOOL_ONLY, ...LENIENT];
  const example = (name: string) => `["${name}", {}], with arguments that it rejects`;
  requireRows(file, "REFUSED", named(refused), TOOLS, example);
});

Deno.test("no row names a tool that does not exist", () => {
  for (const [name] of [...TAKEN, ...REFUSED, ...REFUSED_BY_TOOL_ONLY, ...LENIENT]) toolNamed(name);
});

Deno.test("an output with a next_cursor conforms, and so does calling with it", async () => {
  const list = toolNamed("artifact.list");
  const { structured } = await list.call({ limit: 1 }, context);
  assert.ok(conforms(list.outputSchema, structured));
  const given = { limit: 1, cursor: structured.next_cursor };
  assert.equal(typeof given.cursor, "string");
  assert.ok(conforms(list.inputSchema, given));
  await list.call(given, context);
});

Deno.test("the validator is not silently untyped", () => {
  // @ts-expect-error -- compiles only if the import above lost its types
  validator.noSuchMethod;
});
