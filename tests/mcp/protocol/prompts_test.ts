// prompts/list, prompts/get and completion/complete, with prompts to offer.

import assert from "node:assert/strict";
import type { Prompt } from "../../../supabase/functions/mcp/primitives/prompt.ts";
import { startInProcess } from "../in_process.ts";

const NUMBERS = Array.from({ length: 250 }, (_, n) => `${n}`);

const greeting: Prompt = {
  name: "greeting",
  description: "Greets.",
  arguments: [
    {
      name: "who",
      required: true,
      complete: (value) => NUMBERS.filter((number) => number.startsWith(value)),
    },
    { name: "how" },
  ],
  messages: ({ who, how = "Hello" }) =>
    Promise.resolve([{ role: "user", content: { type: "text", text: `${how}, ${who}` } }]),
};
const { post, reports } = startInProcess({ tools: [], primitives: { prompts: [greeting] } });

async function ask(method: string, params: Record<string, unknown> = {}) {
  return await (await post({ jsonrpc: "2.0", id: 1, method, params })).json();
}

Deno.test("prompts/list returns a prompt's name, description and arguments only", async () => {
  const { result } = await ask("prompts/list");
  assert.deepEqual(result.prompts, [{
    name: "greeting",
    description: "Greets.",
    arguments: [{ name: "who", required: true }, { name: "how" }],
  }]);
});

Deno.test("a prompt is filled in; optional arguments may be left out", async () => {
  const { result } = await ask("prompts/get", { name: "greeting", arguments: { who: "Ada" } });
  assert.equal(result.description, "Greets.");
  assert.deepEqual(result.messages[0].content, { type: "text", text: "Hello, Ada" });
});

Deno.test("missing arguments, and arguments that are no strings by name, are invalid params", async () => {
  for (const given of [undefined, {}, { how: "Hi" }, { who: 5 }, ["Ada"], "Ada", null]) {
    const { error } = await ask("prompts/get", { name: "greeting", arguments: given });
    assert.equal(error.code, -32602, JSON.stringify(given));
    assert.match(error.message, /greeting/);
  }
});

Deno.test("members that every object inherits do not count as arguments", async () => {
  const prompt = { ...greeting, arguments: [{ name: "constructor", required: true }] };
  const server = startInProcess({ tools: [], primitives: { prompts: [prompt] } });
  const params = { name: "greeting", arguments: {} };
  const response = await server.post({ jsonrpc: "2.0", id: 1, method: "prompts/get", params });
  assert.equal((await response.json()).error?.code, -32602);
});

Deno.test("a name that is no string is the client's error, and no report to the operator", async () => {
  const name = { toString: 1, valueOf: 1 };
  for (const odd of [undefined, null, 5, [], {}, name]) {
    assert.equal((await ask("prompts/get", { name: odd })).error.code, -32602);
  }
  assert.deepEqual(reports, []);
});

Deno.test("the error for an unknown prompt repeats its name up to a bound", async () => {
  const { error } = await ask("prompts/get", { name: "x".repeat(60_000) });
  assert.equal(error.code, -32602);
  assert.ok(error.message.length < 200);
});

Deno.test("a completion has at most a hundred values, and their total", async () => {
  const complete = async (value: string) => {
    const argument = { name: "who", value };
    const ref = { type: "ref/prompt", name: "greeting" };
    return (await ask("completion/complete", { ref, argument })).result.completion;
  };
  const all = await complete("");
  assert.deepEqual([all.values.length, all.total, all.hasMore], [100, 250, true]);
  const { values, ...rest } = await complete("24");
  assert.deepEqual(values.slice(0, 2), ["24", "240"]);
  assert.deepEqual(rest, { total: 11, hasMore: false });
});

Deno.test("a completion of exactly a hundred values has no more", async () => {
  const hundred: Prompt = {
    ...greeting,
    arguments: [{ name: "who", complete: () => NUMBERS.slice(0, 100) }],
  };
  const server = startInProcess({ tools: [], primitives: { prompts: [hundred] } });
  const params = {
    ref: { type: "ref/prompt", name: "greeting" },
    argument: { name: "who", value: "" },
  };
  const message = { jsonrpc: "2.0", id: 1, method: "completion/complete", params };
  const { result } = await (await server.post(message)).json();
  assert.equal(result.completion.values.length, 100);
  assert.equal(result.completion.hasMore, false);
});

Deno.test("an argument without completion completes to nothing", async () => {
  const nothing = { values: [], total: 0, hasMore: false };
  const prompt = { type: "ref/prompt", name: "greeting" };
  for (const [ref, name] of [[prompt, "how"], [prompt, "x"], [{ type: "ref/resource" }, "who"]]) {
    const { result } = await ask("completion/complete", { ref, argument: { name, value: "" } });
    assert.deepEqual(result.completion, nothing, JSON.stringify([ref, name]));
  }
});

Deno.test("a completion of an unnamed reference is invalid params", async () => {
  const ref = { type: "ref/prompt", name: "greeting" };
  const argument = { name: "who", value: "" };
  const broken = [
    {},
    { ref },
    { argument },
    { ref: "greeting", argument },
    { ref, argument: "who" },
    { ref, argument: { name: "who", value: 5 } },
    { ref: { ...ref, name: "x" }, argument },
  ];
  for (const params of broken) {
    const { error } = await ask("completion/complete", params);
    assert.equal(error?.code, -32602, JSON.stringify(params));
  }
});

Deno.test("completions are announced only where there is something to complete", async () => {
  const initialize = {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "t", version: "1" },
  };
  const { result } = await ask("initialize", initialize);
  assert.deepEqual(result.capabilities.completions, {});
});
