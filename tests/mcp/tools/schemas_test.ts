// The advertised JSON Schemas against the tools' behaviour. Zod alone proves nothing here: clients
// validate with other libraries, so one of theirs judges.

import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/validation/ajv"
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import { NO_CLIENT_INPUT } from "../../../supabase/functions/mcp/tools/client_input.ts";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { ToolError } from "../../../supabase/functions/mcp/tools/tool_error.ts";
import type { JsonObjectSchema, Tool } from "../../../supabase/functions/mcp/tools/tool.ts";
import { createMemoryArtifacts } from "../artifacts/memory_store.ts";
import { draft } from "../artifacts/store_cases.ts";
import { userId } from "../in_process.ts";

const artifacts = createMemoryArtifacts()(userId("alice"));
const { id } = await artifacts.create(draft({ content: "abc", tags: ["a"], language: "text" }));
await artifacts.create(draft());

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

const TAKEN: [name: string, given: Record<string, unknown>][] = [
  ["artifact.kinds", {}],
  ["artifact.list", {}],
  ["artifact.list", { limit: 1 }],
  ["artifact.list", { limit: 100, kind: "text", tag: "a" }],
  ["artifact.list", { kind: "svg" }],
  ["artifact.view", { id }],
  ["artifact.view", { id, offset: 1, limit: 1 }],
  ["artifact.view", { id, offset: 999 }],
  ["artifact.create", VALID],
  ["artifact.create", { ...VALID, language: "a", tags: [] }],
  ["artifact.create", { ...VALID, title: wide.repeat(200), tags: Array(10).fill(wide.repeat(50)) }],
];
for (const [name, given] of TAKEN) {
  Deno.test(`${name} takes and answers as advertised: ${JSON.stringify(given).slice(0, 60)}`, async () => {
    const tool = toolNamed(name);
    assert.ok(conforms(tool.inputSchema, given), "its input schema refuses the arguments");
    const { structured } = await tool.call(given, { artifacts }, NO_CLIENT_INPUT);
    assert.ok(conforms(tool.outputSchema, structured), JSON.stringify(structured));
    // Shows that the schema would have refused something.
    assert.ok(!conforms(tool.outputSchema, { ...structured, more: 1 }));
    assert.ok(!conforms(tool.outputSchema, {}));
  });
}

const REFUSED: [name: string, given: Record<string, unknown>][] = [
  ["artifact.kinds", { kind: "text" }],
  ["artifact.list", { limit: 0 }],
  ["artifact.list", { limit: 101 }],
  ["artifact.list", { limit: 1.5 }],
  ["artifact.list", { cursor: null }],
  ["artifact.list", { tag: "" }],
  ["artifact.list", { page: 2 }],
  ["artifact.view", {}],
  ["artifact.view", { id: "1" }],
  ["artifact.view", { id, offset: -1 }],
  ["artifact.view", { id, limit: 262_145 }],
  ["artifact.create", { ...VALID, title: "" }],
  ["artifact.create", { ...VALID, title: "x".repeat(201) }],
  ["artifact.create", { ...VALID, kind: "pdf" }],
  ["artifact.create", { ...VALID, language: null }],
  ["artifact.create", { ...VALID, tags: Array(11).fill("a") }],
  ["artifact.create", { ...VALID, tags: ["x".repeat(51)] }],
  ["artifact.create", { ...VALID, user_id: "user_bob" }],
];
for (const [name, given] of REFUSED) {
  Deno.test(`${name} and its schema both refuse ${JSON.stringify(given).slice(0, 60)}`, async () => {
    const tool = toolNamed(name);
    assert.ok(!conforms(tool.inputSchema, given), "the schema takes it");
    await assert.rejects(tool.call(given, { artifacts }, NO_CLIENT_INPUT), ToolError);
  });
}

Deno.test("an output with a next_cursor conforms, and so does calling with it", async () => {
  const list = toolNamed("artifact.list");
  const { structured } = await list.call({ limit: 1 }, { artifacts }, NO_CLIENT_INPUT);
  assert.ok(conforms(list.outputSchema, structured));
  const given = { limit: 1, cursor: structured.next_cursor };
  assert.equal(typeof given.cursor, "string");
  assert.ok(conforms(list.inputSchema, given));
  await list.call(given, { artifacts }, NO_CLIENT_INPUT);
});

Deno.test("the validator is not silently untyped", () => {
  // @ts-expect-error -- compiles only if the import above lost its types
  validator.noSuchMethod;
});
