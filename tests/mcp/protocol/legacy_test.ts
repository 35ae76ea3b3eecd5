// MCP up to 2025-11-25 as the official client sees it.

import assert from "node:assert/strict";
import { z } from "zod";
import { withDeadline } from "../../../supabase/functions/mcp/async/deadline.ts";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { definePublicTool } from "../../../supabase/functions/mcp/primitives/define_tool.ts";
import { call, startInProcess } from "../in_process.ts";
import { connectClient } from "../sdk_client.ts";

Deno.test("the guide is readable without a token; a wrong name is missing", async () => {
  const { post } = startInProcess();
  const ask = async (method: string, params = {}) =>
    (await post({ jsonrpc: "2.0", id: 1, method, params })).json();
  const { resources: [guide] } = (await ask("resources/list")).result;
  assert.equal("read" in guide, false);
  const { contents } = (await ask("resources/read", { uri: guide.uri })).result;
  assert.equal(contents.length, 1);
  assert.deepEqual([contents[0].uri, contents[0].mimeType], [guide.uri, guide.mimeType]);
  assert.equal((await ask("resources/templates/list")).result.resourceTemplates.length, 1);
  assert.deepEqual((await ask("prompts/list")).result, { prompts: [] });
  const missing = (await ask("resources/read", { uri: "artifacts://x" })).error;
  assert.deepEqual([missing.code, missing.data], [-32002, { uri: "artifacts://x" }]);
  assert.equal((await ask("resources/read", { uri: 5 })).error.code, -32602);
  assert.equal((await ask("prompts/get", { name: "x" })).error.code, -32602);
  assert.equal((await ask("prompts/list", { cursor: "x" })).error.code, -32602);
  assert.equal((await ask("completion/complete")).error.code, -32601);
  assert.equal((await ask("logging/setLevel", { level: "info" })).error.code, -32601);
});

Deno.test("the official client connects, lists and calls; its own check of the output passes", async () => {
  const client = await connectClient(startInProcess(), "alice");
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map((tool) => tool.name), TOOLS.map((tool) => tool.name));
  const made = await client.callTool({
    name: "artifact.create",
    arguments: { title: "Notes", kind: "markdown", content: "# Hi" },
  });
  assert.equal(made.isError, undefined);
  const listed = await client.callTool({ name: "artifact.list", arguments: {} });
  const { artifacts } = listed.structuredContent as { artifacts: { title: string }[] };
  assert.deepEqual(artifacts.map(({ title }) => title), ["Notes"]);
  await client.close();
});

Deno.test("without a token all tool descriptions are readable", async () => {
  const { post } = startInProcess();
  const response = await post({ jsonrpc: "2.0", id: 1, method: "tools/list" });
  const { result } = await response.json();
  for (const tool of result.tools) {
    const { requires, effect } = TOOLS.find(({ name }) => name === tool.name) ?? {};
    const [first] = tool.securitySchemes;
    assert.deepEqual(
      first,
      requires === "public" ? { type: "noauth" } : { type: "oauth2", scopes: ["profile"] },
    );
    assert.deepEqual(tool._meta.securitySchemes, tool.securitySchemes);
    const { readOnlyHint, destructiveHint, openWorldHint } = tool.annotations;
    assert.equal(readOnlyHint, effect === "reads" || effect === "receives");
    assert.equal(destructiveHint, tool.name === "artifact.delete");
    assert.equal(openWorldHint, ["artifact.share", "artifact.open"].includes(tool.name));
  }
});

Deno.test("the public tool works without a token", async () => {
  const client = await connectClient(startInProcess());
  const { structuredContent } = await client.callTool({ name: "artifact.kinds", arguments: {} });
  assert.equal((structuredContent as { kinds: unknown[] }).kinds.length, 8);
});

Deno.test("every protected tool refuses a caller without its scope, under both names", async () => {
  const { post } = startInProcess();
  const headers = { Authorization: "Bearer alice-noscope" };
  const isProtected = TOOLS.filter(({ requires }) => requires !== "public");
  assert.ok(isProtected.length >= 3);
  for (const { name } of isProtected) {
    for (const alias of [name, name.replaceAll(".", "_")]) {
      assert.equal((await post(call(alias), headers)).status, 403, alias);
      assert.equal((await post(call(alias))).status, 401, alias);
    }
  }
});

Deno.test("underscored names are advertised when configured, and both spellings always work", async () => {
  for (const names of ["dotted", "underscored"] as const) {
    const { post } = startInProcess({ names });
    const { result } = await (await post({ jsonrpc: "2.0", id: 1, method: "tools/list" })).json();
    const first = names === "dotted" ? "artifact.kinds" : "artifact_kinds";
    assert.equal(result.tools[0].name, first);
    for (const name of ["artifact.kinds", "artifact_kinds"]) {
      const answer = await (await post(call(name))).json();
      assert.equal(answer.result.structuredContent.kinds.length, 8);
    }
  }
});

Deno.test("an unknown tool and malformed params are -32602, an unknown method -32601", async () => {
  const { post } = startInProcess();
  const codeOf = async (method: string, params: unknown) => {
    const response = await post({ jsonrpc: "2.0", id: 1, method, params });
    assert.equal(response.status, 200);
    const { error } = await response.json();
    assert.doesNotMatch(error.message, /\[|expected/, "no validator dump");
    return error.code;
  };
  assert.equal(await codeOf("tools/call", { name: "artifact.burn" }), -32602);
  assert.equal(await codeOf("tools/call", { name: "__proto__" }), -32602);
  assert.equal(await codeOf("tools/call", {}), -32602);
  assert.equal(await codeOf("tools/call", { name: "artifact.kinds", arguments: [1] }), -32602);
  assert.equal(await codeOf("tools/call", { name: "artifact.kinds", arguments: 5 }), -32602);
  assert.equal(await codeOf("initialize", {}), -32602);
  assert.equal(await codeOf("resources/subscribe", {}), -32601);
});

Deno.test("every request is answered, for any params", async () => {
  const odd = [5, "x", [], null, {}, { progressToken: {} }, { progressToken: null }, {
    "io.modelcontextprotocol/related-task": 5,
  }];
  const methods = ["ping", "initialize", "tools/list", "tools/call", "no/such", "tasks/get"];
  const { post } = startInProcess();
  for (const method of methods) {
    for (const value of odd) {
      for (const params of [{ _meta: value }, { task: value }, { name: value, _meta: {} }]) {
        const answer = post({ jsonrpc: "2.0", id: 7, method, params });
        const response = await withDeadline(answer, 1_000);
        assert.equal(response.status, 200);
        const { id, error } = await response.json();
        assert.equal(id, 7);
        assert.doesNotMatch(error?.message ?? "", /\[|expected/, "no validator dump");
      }
    }
  }
});

Deno.test("a request to run as a task is answered as an ordinary one", async () => {
  const { post } = startInProcess();
  for (const task of [{}, { ttl: 5 }, 5]) {
    const params = { name: "artifact.kinds", task };
    const answer = await (await post({ jsonrpc: "2.0", id: 1, method: "tools/call", params }))
      .json();
    assert.equal(answer.result.structuredContent.kinds.length, 8);
  }
});

Deno.test("bad arguments are a result the model can act on", async () => {
  const { post } = startInProcess();
  const message = call("artifact.create", { titel: "x", kind: "poem" });
  const { result } = await (await post(message, { Authorization: "Bearer alice" })).json();
  assert.equal(result.isError, true);
  for (
    const part of [
      'Ignored unknown fields: "titel"',
      "title is required",
      "content is required",
      "kind",
    ]
  ) {
    assert.ok(result.content[0].text.includes(part), `${part} not in ${result.content[0].text}`);
  }
});

Deno.test("an exception in a tool becomes one neutral sentence with the request id", async () => {
  const broken = definePublicTool({
    name: "artifact.broken",
    title: "Broken",
    description: "Breaks.",
    effect: "reads",
    input: () => z.strictObject({}),
    output: () => z.strictObject({}),
    content: () => "",
    run: () => Promise.reject(new Error("relation public.secrets does not exist")),
  });
  const { post, reports } = startInProcess({ tools: [broken] });
  const response = await post(call("artifact.broken"));
  const text = await response.text();
  assert.doesNotMatch(text, /secrets/);
  assert.match(text, new RegExp(response.headers.get("X-Request-Id") ?? "missing"));
  assert.equal(reports.length, 1);
  assert.match(String(reports[0]?.error), /public.secrets/);
});

Deno.test("notifications and responses are accepted without an answer", async () => {
  const { post } = startInProcess();
  for (
    const message of [
      { jsonrpc: "2.0", method: "notifications/initialized" },
      { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } },
      { jsonrpc: "2.0", id: 1, result: {} },
    ]
  ) {
    const response = await post(message);
    assert.equal(response.status, 202);
    assert.equal(await response.text(), "");
  }
});
