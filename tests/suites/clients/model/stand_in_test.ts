// The stand-in for a model, with requests as Codex and Claude Code send them.

import assert from "node:assert/strict";
import { MESSAGES } from "./messages.ts";
import { RESPONSES } from "./responses.ts";
import { type Api, type Model, startModel } from "./stand_in.ts";

const SCHEMA = { type: "object" };

Deno.test("a model calls the tool once, and keeps the tools and the result it was shown", () =>
  withModel(MESSAGES, async (model) => {
    const tools = [{ name: "mcp__art__artifact_list", input_schema: SCHEMA }];
    const send = (content: unknown) => {
      return post(`${model.url}/v1/messages`, { stream: true, tools, messages: [{ content }] });
    };
    assert.match(await send("List."), /tool_use.*mcp__art__artifact_list.*\\"limit\\":3/s);
    assert.equal(model.result(), undefined);
    const answer = await send([{ type: "tool_result", content: "[]" }]);
    assert.match(answer, /"stop_reason":"end_turn"/);
    assert.doesNotMatch(answer, /tool_use/);
    assert.deepEqual(model.tools().map(({ schema }) => schema), [SCHEMA]);
    assert.equal(model.result(), "[]");
  }));

Deno.test("a tool in a namespace is called in its namespace", () =>
  withModel(RESPONSES, async (model) => {
    const tool = { type: "function", name: "artifact_list", parameters: SCHEMA };
    const tools = [{ type: "namespace", name: "mcp__art", tools: [tool] }];
    const send = (input: unknown) => post(`${model.url}/v1/responses`, { tools, input });
    assert.match(await send([]), /"name":"artifact_list","namespace":"mcp__art"/);
    assert.match(await send([{ type: "function_call_output", output: "[]" }]), /output_text/);
    assert.equal(model.result(), "[]");
  }));

Deno.test("a model that is not shown the tool ends the turn and has called nothing", () =>
  withModel(RESPONSES, async (model) => {
    const body = { tools: [{ type: "function", name: "exec_command" }], input: [] };
    assert.match(await post(`${model.url}/v1/responses`, body), /output_text/);
    assert.equal(model.called(), false);
  }));

async function withModel(api: Api, use: (model: Model) => Promise<void>): Promise<void> {
  const model = startModel(api);
  try {
    model.willCall(/artifact_list$/, { limit: 3 });
    await use(model);
  } finally {
    await model.stop();
  }
}

async function post(url: string, body: unknown): Promise<string> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  return await response.text();
}
