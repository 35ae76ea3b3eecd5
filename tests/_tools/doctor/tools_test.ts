// Checks of tools: names, schemas, and names in texts.

import assert from "node:assert/strict";
import {
  namesForOpenAi,
  namesInTexts,
} from "../../../supabase/functions/_tools/doctor/checks/names_in_texts.ts";
import { names } from "../../../supabase/functions/_tools/doctor/checks/tool_names.ts";
import { formats } from "../../../supabase/functions/_tools/doctor/checks/tool_schemas.ts";
import type { ListedTool } from "../../../supabase/functions/_tools/doctor/session.ts";
import { messageOf, sessionWith } from "./fake_server.ts";

const EMPTY = sessionWith(() => 404);

function having(inputSchema: Record<string, unknown>): ListedTool[] {
  return [{ name: "a", inputSchema: { type: "object", ...inputSchema } }];
}

Deno.test("formats() finds keyword format at any depth, in input and output", () => {
  const schema = {
    properties: { list: { items: { anyOf: [{ type: "string", format: "uuid" }] } } },
  };
  const finding = formats(EMPTY, having(schema));
  assert.equal(finding.outcome, "problem");
  assert.match(finding.found, /1 of 1 use format \(uuid\): a/);
  const output: ListedTool = { name: "b", outputSchema: { format: "date-time" } };
  assert.equal(formats(EMPTY, [output]).outcome, "problem");
});

Deno.test("formats() ignores a property named format", () => {
  const tools = having({ properties: { format: { type: "string", enum: ["csv"] } } });
  assert.equal(formats(EMPTY, tools).outcome, "ok");
});

Deno.test("names() finds dotted names and names over 64 characters", () => {
  for (const name of ["artifact.list", "a".repeat(65)]) {
    assert.equal(names(EMPTY, [{ name }]).outcome, "problem");
  }
  assert.equal(names(EMPTY, [{ name: "artifact_list" }]).outcome, "ok");
});

const TEXTS: Record<string, [text: string, outcome: string]> = {
  "the listed name": ["Call artifact_list first.", "ok"],
  "a dotted name": ["Call artifact.list first.", "problem"],
  "a dotted name before a full stop": ["Then call artifact.list.", "problem"],
  "a name with a hyphen": ["`artifact-list`", "problem"],
  "the name of a file": ["See artifact.list.ts and src/artifact.list", "ok"],
  "a word with the same beginning": ["artifact.lists", "ok"],
};

for (const [what, [text, outcome]] of Object.entries(TEXTS)) {
  Deno.test(`namesInTexts() with ${what} → ${outcome}`, async () => {
    const tool = { name: "artifact_list" };
    const described = { ...tool, inputSchema: { properties: { a: { description: text } } } };
    assert.equal((await namesInTexts(EMPTY, [described])).outcome, outcome, "description");
    const instructed = sessionWith(() => 404, { instructions: text });
    assert.equal((await namesInTexts(instructed, [tool])).outcome, outcome, "instructions");
    const guide = { uri: "x://guide", mimeType: "text/markdown", text };
    const guided = sessionWith((_, init) => ({
      result: messageOf(init).method === "resources/list"
        ? { resources: [guide] }
        : { contents: [guide] },
    }));
    assert.equal((await namesInTexts(guided, [tool])).outcome, outcome, "resource");
  });
}

Deno.test("namesForOpenAi() compares with the names that OpenAI's connector gets", async () => {
  const of = async (description: string) => {
    const session = sessionWith((_, init) => ({
      result: new Headers(init.headers).get("User-Agent") === "openai-mcp/1.0.0"
        ? { tools: [{ name: "artifact.list", description }] }
        : { tools: [{ name: "artifact_list" }] },
    }));
    return await namesForOpenAi(session);
  };
  assert.equal((await of("Call artifact.list.")).outcome, "ok");
  const other = await of("Call artifact_list.");
  assert.deepEqual([other.outcome, other.affects], ["problem", ["ChatGPT"]]);
  assert.equal((await namesForOpenAi(EMPTY)).outcome, "skipped");
});
