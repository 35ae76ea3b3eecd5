// What defining a tool makes of it: prepared schemas, parsed input, an output that holds nothing
// the schema does not name.

import assert from "node:assert/strict";
import { z } from "zod";
import { NO_CLIENT_INPUT } from "../../../supabase/functions/mcp/tools/client_input.ts";
import {
  definePublicTool,
  defineTool,
  type SignedIn,
  type Tool,
} from "../../../supabase/functions/mcp/tools/tool.ts";
import { ToolError } from "../../../supabase/functions/mcp/tools/tool_error.ts";
import { userId } from "../in_process.ts";
import { createMemoryArtifacts } from "../artifacts/memory_store.ts";

const user: SignedIn = { artifacts: createMemoryArtifacts()(userId("alice")) };
const contract = {
  name: "room.tool",
  title: "A tool",
  description: "Does something.",
  effect: "reads",
  input: z.strictObject({ count: z.int().default(2).meta({ description: "How many." }) }),
  output: z.strictObject({ doubled: z.int() }),
  content: ({ doubled }: { doubled: number }) => `Twice that is ${doubled}.`,
} as const;

const protectedTool = defineTool({
  ...contract,
  requires: ["profile"],
  run: ({ count }) => Promise.resolve({ doubled: count * 2 }),
});
const publicTool = definePublicTool({
  ...contract,
  run: ({ count }) => Promise.resolve({ doubled: count * 2 }),
});

Deno.test("a tool gives its structured output and the same in words", async () => {
  const content = [{ type: "text", text: "Twice that is 6." }];
  const expected = { structured: { doubled: 6 }, content };
  assert.deepEqual(await protectedTool.call({ count: 3 }, user, NO_CLIENT_INPUT), expected);
  assert.deepEqual(await publicTool.call({ count: 3 }, undefined, NO_CLIENT_INPUT), expected);
});

Deno.test("defaults are filled in before the tool runs", async () => {
  assert.deepEqual((await publicTool.call(undefined, undefined, NO_CLIENT_INPUT)).structured, {
    doubled: 4,
  });
});

Deno.test("what each tool requires is told: its scopes, or nobody", () => {
  assert.deepEqual(protectedTool.requires, ["profile"]);
  assert.equal(publicTool.requires, "nobody");
});

Deno.test("a protected tool without a person does not run", async () => {
  let ran = false;
  const tool = defineTool({
    ...contract,
    requires: ["profile"],
    run: () => Promise.resolve({ doubled: Number(ran = true) }),
  });
  await assert.rejects(tool.call({}, undefined, NO_CLIENT_INPUT), /without a signed-in person/);
  assert.equal(ran, false);
});

Deno.test("a public tool is given no person, even when there is one", async () => {
  let given: unknown[] = [];
  const run = (...all: unknown[]) => Promise.resolve({ doubled: (given = all).length });
  await definePublicTool({ ...contract, run }).call({}, user, NO_CLIENT_INPUT);
  assert.deepEqual(given, [{ count: 2 }, NO_CLIENT_INPUT]);
});

Deno.test("bad arguments are refused before the tool runs", async () => {
  const run = () => assert.fail("it ran");
  const tool = defineTool({ ...contract, requires: ["profile"], run });
  await assert.rejects(tool.call({ count: "3" }, user, NO_CLIENT_INPUT), ToolError);
});

Deno.test("an output with more or other than the schema says never gets out", async () => {
  const outputs: unknown[] = [{ doubled: 1, owner: "user_bob" }, { doubled: "1" }, {}];
  for (const output of outputs) {
    const run = () => Promise.resolve(output as { doubled: number });
    const call = definePublicTool({ ...contract, run }).call({}, undefined, NO_CLIENT_INPUT);
    // Not a ToolError: what is inside is no business of the caller.
    await assert.rejects(call, (error) => !(error instanceof ToolError));
  }
});

Deno.test("both schemas are plain JSON Schema of objects, as models can read them", () => {
  assert.deepEqual(publicTool.inputSchema, {
    type: "object",
    properties: { count: { type: "integer", default: 2, description: "How many." } },
    additionalProperties: false,
  });
  assert.deepEqual(publicTool.outputSchema, {
    type: "object",
    properties: { doubled: { type: "integer" } },
    required: ["doubled"],
    additionalProperties: false,
  });
});

Deno.test("a format stands alone in a schema, without the pattern that says the same", () => {
  const output = z.strictObject({ at: z.iso.datetime(), small: z.int().min(1).max(9) });
  const tool: Tool = definePublicTool({
    ...contract,
    output,
    content: () => "",
    run: () => Promise.resolve({ at: "2026-11-23T08:38:37Z", small: 1 }),
  });
  assert.deepEqual(tool.outputSchema.properties, {
    at: { type: "string", format: "date-time" },
    small: { type: "integer", minimum: 1, maximum: 9 },
  });
});

Deno.test("a tool that says nobody may call it, or nothing about it, does not compile", () => {
  const run = () => Promise.resolve({ doubled: 1 });
  // @ts-expect-error -- `requires` must be there
  defineTool({ ...contract, run });
  // @ts-expect-error -- and must name a scope
  defineTool({ ...contract, requires: [], run });
  // @ts-expect-error -- that exists
  defineTool({ ...contract, requires: ["admin"], run });
  // @ts-expect-error -- a public tool's `run` has no person to take
  definePublicTool({ ...contract, run: (_input: unknown, _user: SignedIn) => run() });
  // @ts-expect-error -- a name has a room and a verb
  definePublicTool({ ...contract, name: "tool", run });
});
