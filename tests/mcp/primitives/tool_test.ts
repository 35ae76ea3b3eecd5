// What defining a tool makes of it: prepared schemas, parsed input, an output that holds nothing
// the schema does not name.

import assert from "node:assert/strict";
import { z } from "zod";
import {
  definePublicTool,
  defineTool,
} from "../../../supabase/functions/mcp/primitives/define_tool.ts";
import type { Tool } from "../../../supabase/functions/mcp/primitives/tool.ts";
import type {
  ToolContext,
  UserContext,
} from "../../../supabase/functions/mcp/primitives/context.ts";
import { StoreRejectedError } from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import { ToolError } from "../../../supabase/functions/mcp/primitives/tool_error.ts";
import { userId } from "../in_process.ts";
import { createMemoryArtifacts } from "../artifacts/memory_store.ts";
import { isRefused } from "../tools/refused.ts";
import { contextOf } from "../tools/tool_context.ts";

const artifacts = createMemoryArtifacts()(userId("alice"));
const contract = {
  name: "room.tool",
  title: "A tool",
  description: "Does something.",
  effect: "reads",
  input: () => z.strictObject({ count: z.int().default(2).meta({ description: "How many." }) }),
  output: () => z.strictObject({ doubled: z.int() }),
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

Deno.test("a tool returns its structured output and the same as text", async () => {
  const content = [{ type: "text", text: "Twice that is 6." }];
  const expected = { structured: { doubled: 6 }, content };
  assert.deepEqual(await protectedTool.call({ count: 3 }, contextOf(artifacts)), expected);
  assert.deepEqual(await publicTool.call({ count: 3 }, contextOf()), expected);
});

Deno.test("defaults are filled in before the tool runs", async () => {
  const { structured } = await publicTool.call(undefined, contextOf());
  assert.deepEqual(structured, { doubled: 4 });
});

Deno.test("a tool's definition shows what it requires: its scopes, or public", () => {
  assert.deepEqual(protectedTool.requires, ["profile"]);
  assert.deepEqual(protectedTool.optionalScopes, ["profile"]);
  assert.deepEqual([publicTool.requires, publicTool.optionalScopes], ["public", []]);
});

Deno.test("a protected tool without a user does not run", async () => {
  let ran = false;
  const tool = defineTool({
    ...contract,
    requires: ["profile"],
    run: () => Promise.resolve({ doubled: Number(ran = true) }),
  });
  await assert.rejects(tool.call({}, contextOf()), /without a user/);
  assert.equal(ran, false);
});

Deno.test("a public tool gets no user, even when there is one, unless it has optional scopes", async () => {
  let given: ToolContext | undefined;
  const run = (_input: unknown, context: ToolContext) =>
    Promise.resolve({ doubled: Number(Boolean(given = context)) });
  await definePublicTool({ ...contract, run }).call({}, contextOf(artifacts));
  assert.deepEqual(given, contextOf());
  const welcoming = definePublicTool({ ...contract, optionalScopes: ["profile"], run });
  await welcoming.call({}, contextOf(artifacts));
  assert.equal(given?.user?.artifacts, artifacts);
  await welcoming.call({}, contextOf());
  assert.equal(given?.user, undefined);
});

Deno.test("a store's refusal becomes a sentence, its failure does not", async () => {
  const refusing = (error: unknown) =>
    defineTool({ ...contract, requires: ["profile"], run: () => Promise.reject(error) })
      .call({}, contextOf(artifacts));
  await isRefused(refusing(new StoreRejectedError({ refusal: "in_trash" })), /in the trash/);
  await assert.rejects(refusing(new Error("secret")), (error) => !(error instanceof ToolError));
});

Deno.test("bad arguments are refused before the tool runs", async () => {
  const run = () => assert.fail("it ran");
  const tool = defineTool({ ...contract, requires: ["profile"], run });
  await assert.rejects(tool.call({ count: "three" }, contextOf(artifacts)), ToolError);
});

Deno.test("an output that differs from the schema is never returned", async () => {
  const outputs: unknown[] = [{ doubled: 1, owner: "user_bob" }, { doubled: "1" }, {}];
  for (const output of outputs) {
    const run = () => Promise.resolve(output as { doubled: number });
    const call = definePublicTool({ ...contract, run }).call({}, contextOf());
    // Not a ToolError: the cause is no business of the caller.
    await assert.rejects(call, (error) => !(error instanceof ToolError));
  }
});

Deno.test("both schemas are plain JSON Schema of objects, as models can read them", () => {
  assert.deepEqual(publicTool.inputSchema, {
    type: "object",
    properties: { count: { type: "integer", default: 2, description: "How many." } },
    additionalProperties: false,
  });
  // Open, so that a field that is added one day breaks no client that kept the schema.
  assert.deepEqual(publicTool.outputSchema, {
    type: "object",
    properties: { doubled: { type: "integer" } },
    required: ["doubled"],
  });
});

Deno.test("no format is published; answers are described by their types alone", () => {
  const fields = { at: z.iso.datetime(), small: z.int().min(1).max(9) };
  const { inputSchema, outputSchema }: Tool = definePublicTool({
    ...contract,
    input: () => z.strictObject(fields),
    output: () => z.strictObject(fields),
    content: () => "",
    run: (input) => Promise.resolve(input),
  });
  assert.deepEqual(inputSchema.properties, {
    at: { type: "string" },
    small: { type: "integer", minimum: 1, maximum: 9 },
  });
  assert.deepEqual(outputSchema.properties, { at: { type: "string" }, small: { type: "integer" } });
});

Deno.test("a tool with faulty scopes, run or name does not compile", () => {
  const run = () => Promise.resolve({ doubled: 1 });
  // @ts-expect-error -- `requires` must be there
  defineTool({ ...contract, run });
  // @ts-expect-error -- and must name a scope
  defineTool({ ...contract, requires: [], run });
  // @ts-expect-error -- that exists
  defineTool({ ...contract, requires: ["admin"], run });
  // @ts-expect-error -- an optional scope must exist, too
  definePublicTool({ ...contract, optionalScopes: ["admin"], run });
  // @ts-expect-error -- a public tool's `run` has no person to take
  definePublicTool({ ...contract, run: (_input: unknown, _user: UserContext) => run() });
  // @ts-expect-error -- a name has a room and a verb
  definePublicTool({ ...contract, name: "tool", run });
});
