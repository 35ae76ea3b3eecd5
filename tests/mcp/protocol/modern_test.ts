// MCP 2026-07-28 over HTTP, case by case; what the official suite sees of it is in tests/conformance.

import assert from "node:assert/strict";
import { IDENTITY } from "../../../supabase/functions/mcp/identity.ts";
import { RESOURCES } from "../../../supabase/functions/mcp/resources/mod.ts";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { startInProcess } from "../in_process.ts";
import { META, modern } from "../modern_request.ts";

const SERVER_INFO = "io.modelcontextprotocol/serverInfo";
const VERSION = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

const { post } = startInProcess();

async function ask(method: string, params = {}, headers: Record<string, string> = {}) {
  const request = modern(method, params);
  const response = await post(request.message, { ...request.headers, ...headers });
  return { status: response.status, ...await response.json() };
}

Deno.test("server/discover tells versions, capabilities, instructions and who answers", async () => {
  const { status, result } = await ask("server/discover");
  const { instructions, ...serverInfo } = IDENTITY;
  assert.equal(status, 200);
  assert.deepEqual(result, {
    resultType: "complete",
    supportedVersions: ["2026-07-28"],
    capabilities: { tools: {}, resources: {}, prompts: {} },
    instructions,
    ttlMs: 300_000,
    cacheScope: "public",
    _meta: { [SERVER_INFO]: serverInfo },
  });
});

Deno.test("every list says how long and for whom it holds; the person's own for nobody else", async () => {
  const lists = [
    ["tools/list", "tools", TOOLS.length, "public"],
    ["prompts/list", "prompts", 0, "public"],
    ["resources/templates/list", "resourceTemplates", 0, "public"],
    ["resources/list", "resources", RESOURCES.length, "private"],
  ] as const;
  for (const [method, name, length, scope] of lists) {
    const { result } = await ask(method);
    assert.equal(result.resultType, "complete");
    assert.equal(result[name].length, length, method);
    assert.equal(result.cacheScope, scope, method);
    assert.ok(Number.isInteger(result.ttlMs) && result.ttlMs >= 0);
    assert.equal(result._meta[SERVER_INFO].name, IDENTITY.name);
    for (const cursor of ["x", "", null]) {
      assert.equal((await ask(method, { cursor })).error?.code, -32602, `${method} ${cursor}`);
    }
  }
});

Deno.test("tools are called under both names, with a token and with what the model must read", async () => {
  const alice = { Authorization: "Bearer alice" };
  for (const name of ["artifact.list", "artifact_list"]) {
    const { status, result } = await ask("tools/call", { name, arguments: {} }, alice);
    assert.equal(status, 200);
    assert.equal(result.resultType, "complete");
    assert.deepEqual(result.structuredContent, { artifacts: [] });
    assert.equal("ttlMs" in result, false);
  }
  const { result } = await ask("tools/call", { name: "artifact.list", arguments: { x: 1 } }, alice);
  assert.deepEqual([result.resultType, result.isError], ["complete", true]);
});

Deno.test("params that name nothing are -32602, as a missing resource is", async () => {
  const cases: [string, Record<string, unknown>][] = [
    ["tools/call", { name: "artifact.burn" }],
    ["tools/call", {}],
    ["tools/call", { name: "artifact.kinds", arguments: [] }],
    ["resources/read", { uri: "artifact://nothing" }],
    ["resources/read", {}],
    ["prompts/get", { name: "x" }],
  ];
  for (const [method, params] of cases) {
    const { status, error, id } = await ask(method, params);
    assert.deepEqual([status, error.code, id], [200, -32602, 1], method);
  }
});

Deno.test("methods that are unknown or were removed are 404 and -32601", async () => {
  const removed = [
    "initialize",
    "ping",
    "logging/setLevel",
    "resources/subscribe",
    "resources/unsubscribe",
    "completion/complete",
    "no/such",
    "__proto__",
  ];
  for (const method of removed) {
    const { status, error, id } = await ask(method);
    assert.deepEqual([status, error.code, id], [404, -32601, 1], method);
  }
});

Deno.test("a request that lacks a required field of _meta is 400 and -32602, and keeps its id", async () => {
  const { [VERSION]: _v, ...noVersion } = META;
  const { [CAPABILITIES]: _c, ...noCapabilities } = META;
  const headers = modern("tools/list").headers;
  const broken = [
    undefined,
    {},
    { _meta: null },
    { _meta: noVersion },
    { _meta: noCapabilities },
    { _meta: { ...META, [VERSION]: 5 } },
    { _meta: { ...META, [CAPABILITIES]: [] } },
    { _meta: { ...META, [CAPABILITIES]: "all" } },
  ];
  for (const params of broken) {
    const response = await post({ jsonrpc: "2.0", id: "x", method: "tools/list", params }, headers);
    const { id, error } = await response.json();
    assert.deepEqual([response.status, error.code, id], [400, -32602, "x"], JSON.stringify(params));
    assert.match(error.message, /protocolVersion .*clientCapabilities/);
  }
});

Deno.test("a revision that is only hinted at is one that is not told properly", async () => {
  const message = { jsonrpc: "2.0", id: 1, method: "tools/list" };
  const hinted: [object, Record<string, string>][] = [
    [message, { "MCP-Protocol-Version": "2099-01-01" }],
    [{ ...message, params: { _meta: { [VERSION]: 5 } } }, {}],
    [{ ...message, params: { _meta: { [VERSION]: null } } }, {}],
  ];
  for (const [body, headers] of hinted) {
    const response = await post(body, headers);
    const code = (await response.json()).error?.code;
    assert.deepEqual([response.status, code], [400, -32602], JSON.stringify(body));
  }
});

Deno.test("what a caller gets back of its own text is bounded, and says what it was about", async () => {
  const long = "x".repeat(5_000);
  const missing = await ask("resources/read", { uri: "test://x" });
  assert.deepEqual(missing.error.data, { uri: "test://x" });
  const unknown = await ask("server/discover", { _meta: { [VERSION]: long } });
  assert.equal(unknown.error.data.requested, long.slice(0, 128));
  const tool = await ask("tools/call", { name: long });
  assert.ok(tool.error.message.length < 200);
});

Deno.test("who the client is need not be told", async () => {
  const { message, headers } = modern("tools/list");
  delete (message.params._meta as Record<string, unknown>)["io.modelcontextprotocol/clientInfo"];
  assert.equal((await post(message, headers)).status, 200);
});

Deno.test("a version that is not spoken is 400 and -32022, with those that are", async () => {
  for (const requested of ["2099-01-01", "2025-11-25", "v999.0.0", ""]) {
    const { status, id, error } = await ask("server/discover", { _meta: { [VERSION]: requested } });
    assert.deepEqual([status, id, error.code], [400, 1, -32022], requested);
    assert.deepEqual(error.data, { supported: ["2026-07-28"], requested });
  }
});

Deno.test("notifications are accepted without an answer, whatever they leave out", async () => {
  const message = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } };
  const response = await post(message, { "MCP-Protocol-Version": "2026-07-28" });
  assert.equal(response.status, 202);
  assert.equal(await response.text(), "");
});

Deno.test("bodies that are no message have the same codes as ever", async () => {
  const headers = { "MCP-Protocol-Version": "2026-07-28" };
  const bodies: [string, number][] = [["{", -32700], ["[]", -32600], ['{"id":1}', -32600]];
  for (const [body, code] of bodies) {
    const response = await post(body, headers);
    assert.equal(response.status, 400);
    assert.equal((await response.json()).error.code, code);
  }
});

Deno.test("sessions and resumption belong to older revisions: their headers are ignored", async () => {
  const old = { "Mcp-Session-Id": "s", "Last-Event-ID": "7" };
  const { message, headers } = modern("tools/list");
  const response = await post(message, { ...headers, ...old });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("Mcp-Session-Id"), null);
  assert.equal(response.headers.get("Content-Type"), "application/json");
  await response.body?.cancel();
});

Deno.test("a read resource says whose it is", async () => {
  const { result } = await ask("resources/read", { uri: "artifacts://guide" });
  assert.deepEqual([result.resultType, result.ttlMs, result.cacheScope], [
    "complete",
    0,
    "private",
  ]);
  assert.match(result.contents[0].text, /artifact\.create/);
});

Deno.test("a subscription is acknowledged for nothing and ended: nothing here ever changes", async () => {
  const notifications = { toolsListChanged: true, resourceSubscriptions: ["artifacts://guide"] };
  const { message, headers } = modern("subscriptions/listen", { notifications }, "sub-1");
  const response = await post(message, headers);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("Content-Type"), "text/event-stream");
  assert.equal(response.headers.get("X-Accel-Buffering"), "no");
  const frames = (await response.text()).split("\n\n").filter((frame) => frame !== "");
  const [first, last, ...more] = frames.map((frame) => {
    assert.match(frame, /^event: message\ndata: [^\n]+$/);
    return JSON.parse(frame.slice(frame.indexOf("{")));
  });
  const id = { "io.modelcontextprotocol/subscriptionId": "sub-1" };
  assert.equal(first.method, "notifications/subscriptions/acknowledged");
  assert.deepEqual(first.params, { _meta: id, notifications: {} });
  assert.equal(last.id, "sub-1");
  assert.equal(last.result.resultType, "complete");
  assert.equal(last.result._meta["io.modelcontextprotocol/subscriptionId"], "sub-1");
  assert.deepEqual(more, []);
});

Deno.test("whoever subscribes must say to what", async () => {
  for (const params of [{}, { notifications: 5 }, { notifications: [] }]) {
    const { status, error } = await ask("subscriptions/listen", params);
    assert.deepEqual([status, error.code], [200, -32602], JSON.stringify(params));
  }
});
