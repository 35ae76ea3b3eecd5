// What a request of 2026-07-28 must say about itself, and what is said to one that does not.

import assert from "node:assert/strict";
import { startInProcess } from "../in_process.ts";
import { answerTo, META, modern } from "../modern_request.ts";

const VERSION = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

const server = startInProcess();
const { post } = server;
const ask = (method: string, params = {}, headers: Record<string, string> = {}) =>
  answerTo(server, method, params, headers);

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

Deno.test("a revision in the header alone, or no string in _meta → 400 and -32602", async () => {
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

Deno.test("clientInfo is optional", async () => {
  const { message, headers } = modern("tools/list");
  delete (message.params._meta as Record<string, unknown>)["io.modelcontextprotocol/clientInfo"];
  assert.equal((await post(message, headers)).status, 200);
});

Deno.test("an unsupported version is 400 and -32022, with the supported ones", async () => {
  for (const requested of ["2099-01-01", "2025-11-25", "v999.0.0", ""]) {
    const { status, id, error } = await ask("server/discover", { _meta: { [VERSION]: requested } });
    assert.deepEqual([status, id, error.code], [400, 1, -32022], requested);
    assert.deepEqual(error.data, { supported: ["2026-07-28"], requested });
  }
});

Deno.test("a notification without any _meta is accepted without an answer", async () => {
  const message = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } };
  const response = await post(message, { "MCP-Protocol-Version": "2026-07-28" });
  assert.equal(response.status, 202);
  assert.equal(await response.text(), "");
});

Deno.test("a body that is no message has the same codes as in older revisions", async () => {
  const headers = { "MCP-Protocol-Version": "2026-07-28" };
  const bodies: [string, number][] = [["{", -32700], ["[]", -32600], ['{"id":1}', -32600]];
  for (const [body, code] of bodies) {
    const response = await post(body, headers);
    assert.equal(response.status, 400);
    assert.equal((await response.json()).error.code, code);
  }
});

Deno.test("headers of sessions and resumption belong to older revisions and are ignored", async () => {
  const old = { "Mcp-Session-Id": "s", "Last-Event-ID": "7" };
  const { message, headers } = modern("tools/list");
  const response = await post(message, { ...headers, ...old });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("Mcp-Session-Id"), null);
  assert.equal(response.headers.get("Content-Type"), "application/json");
  await response.body?.cancel();
});
