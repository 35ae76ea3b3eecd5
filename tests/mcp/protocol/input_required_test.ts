// A tool or a prompt that must ask the client first: the question, the call that brings the answer,
// and the clients that cannot answer.

import assert from "node:assert/strict";
import { z } from "zod";
import type { Prompt } from "../../../supabase/functions/mcp/primitives/prompt.ts";
import type { Resource } from "../../../supabase/functions/mcp/primitives/resource.ts";
import {
  type ClientInput,
  type InputRequest,
  InputRequired,
  InvalidState,
} from "../../../supabase/functions/mcp/primitives/client_input.ts";
import { definePublicTool } from "../../../supabase/functions/mcp/primitives/define_tool.ts";
import { call, startInProcess } from "../in_process.ts";
import { modern } from "../modern_request.ts";

const name: InputRequest = { method: "elicitation/create", params: { message: "Your name?" } };
const thought: InputRequest = { method: "sampling/createMessage", params: { maxTokens: 9 } };
const folders: InputRequest = { method: "roots/list", params: {} };

/** A tool that returns what `run` says, as JSON. */
function asking(suffix: string, run: (client: ClientInput) => unknown) {
  return definePublicTool({
    name: `test.${suffix}`,
    title: suffix,
    description: "Asks.",
    effect: "reads",
    input: () => z.strictObject({}),
    output: () => z.strictObject({ said: z.string() }),
    content: ({ said }) => said,
    run: (_input, { client }) =>
      new Promise((resolve) => resolve({ said: JSON.stringify(run(client)) })),
  });
}

function ask(requests: Record<string, InputRequest>, state?: string): never {
  throw new InputRequired(requests, state);
}

const prompt: Prompt = {
  name: "ask",
  arguments: [],
  messages: () => Promise.reject(new InputRequired({ name })),
};
const resource: Resource = {
  uri: "test://ask",
  name: "ask",
  read: () => Promise.reject(new InputRequired({ folders })),
};
const { post, reports } = startInProcess({
  tools: [
    asking("name", () => ask({ name }, "kept")),
    asking("all", () => ask({ name, thought, folders })),
    asking("echo", (client) => client),
    asking("state", () => {
      throw new InvalidState();
    }),
  ],
  primitives: { prompts: [prompt], resources: [resource] },
});

async function answerTo(method: string, params: object, clientCapabilities: object) {
  const _meta = { "io.modelcontextprotocol/clientCapabilities": clientCapabilities };
  const { message, headers } = modern(method, { ...params, _meta });
  const response = await post(message, headers);
  return { status: response.status, ...await response.json() };
}

Deno.test("a question is a result of its own kind, with the state that the client must keep", async () => {
  const { status, result } = await answerTo("tools/call", { name: "test.name" }, {
    elicitation: {},
  });
  assert.equal(status, 200);
  assert.equal(result.resultType, "input_required");
  assert.deepEqual(result.inputRequests, { name });
  assert.equal(result.requestState, "kept");
});

Deno.test("a prompt and a resource may ask too; a question is never cached", async () => {
  const answers = [
    await answerTo("prompts/get", { name: "ask" }, { elicitation: {} }),
    await answerTo("resources/read", { uri: "test://ask" }, { roots: {} }),
  ];
  for (const { result } of answers) {
    assert.equal(result.resultType, "input_required");
    for (const absent of ["requestState", "ttlMs", "cacheScope"]) {
      assert.equal(absent in result, false, absent);
    }
  }
});

Deno.test("the tool gets the client's capabilities, answers and state", async () => {
  const responses = { name: { action: "accept", content: { name: "Ada" } } };
  const params = { name: "test.echo", inputResponses: responses, requestState: "kept" };
  const { result } = await answerTo("tools/call", params, { sampling: {} });
  const capabilities = { sampling: {} };
  assert.deepEqual(JSON.parse(result.structuredContent.said), {
    capabilities,
    responses,
    state: "kept",
  });
  const first = await answerTo("tools/call", { name: "test.echo" }, {});
  assert.deepEqual(JSON.parse(first.result.structuredContent.said), {
    capabilities: {},
    responses: {},
  });
});

Deno.test("malformed answers or state are invalid params", async () => {
  for (const odd of [{ inputResponses: [] }, { inputResponses: 1 }, { requestState: 5 }]) {
    const { status, error } = await answerTo("tools/call", { name: "test.echo", ...odd }, {});
    assert.deepEqual([status, error?.code], [200, -32602], JSON.stringify(odd));
  }
});

Deno.test("a client that cannot answer gets an error with the capabilities it lacks, and no others", async () => {
  const { status, error } = await answerTo("tools/call", { name: "test.all" }, {
    sampling: {},
    elicitation: "yes",
  });
  assert.deepEqual([status, error.code], [400, -32021]);
  assert.deepEqual(error.data, { requiredCapabilities: { elicitation: { form: {} }, roots: {} } });
});

Deno.test("forged state is the client's error, and no report to the operator", async () => {
  const { status, error } = await answerTo("tools/call", { name: "test.state" }, {});
  assert.deepEqual([status, error.code], [200, -32602]);
  assert.match(error.message, /requestState/);
  assert.deepEqual(reports, []);
});

Deno.test("a client of an older revision gets an error in a code of its revision", async () => {
  const response = await post(call("test.name"));
  const { error } = await response.json();
  assert.deepEqual([response.status, error.code], [200, -32600]);
  assert.match(error.message, /2026-07-28/);
  assert.deepEqual(reports, []);
});
