// How clients up to 2025-11-25 and this server agree on a revision.

import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/types"
import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/sdk/types.js";
import { IDENTITY } from "../../../supabase/functions/mcp/identity.ts";
import { LEGACY_VERSIONS } from "../../../supabase/functions/mcp/protocol/legacy/mod.ts";
import { startInProcess } from "../in_process.ts";

function initialize(protocolVersion: unknown) {
  const params = { protocolVersion, capabilities: {}, clientInfo: { name: "t", version: "1" } };
  return { jsonrpc: "2.0", id: 1, method: "initialize", params };
}

Deno.test("every revision is spoken that the official SDK speaks", () => {
  assert.deepEqual(LEGACY_VERSIONS, SUPPORTED_PROTOCOL_VERSIONS);
});

for (const revision of LEGACY_VERSIONS) {
  Deno.test(`revision ${revision} is spoken when asked for`, async () => {
    const { post } = startInProcess();
    const { result } = await (await post(initialize(revision))).json();
    assert.equal(result.protocolVersion, revision);
    assert.deepEqual(result.capabilities, { tools: {}, resources: {}, prompts: {} });
    const { instructions, ...serverInfo } = IDENTITY;
    assert.deepEqual([result.instructions, result.serverInfo], [instructions, serverInfo]);
    const headers = { "MCP-Protocol-Version": revision };
    const pong = await post({ jsonrpc: "2.0", id: 2, method: "ping" }, headers);
    assert.equal(pong.status, 200);
    assert.deepEqual(await pong.json(), { jsonrpc: "2.0", id: 2, result: {} });
  });
}

Deno.test("an unknown revision is answered with the newest we speak", async () => {
  const { result } = await (await startInProcess().post(initialize("2099-01-01"))).json();
  assert.equal(result.protocolVersion, "2025-11-25");
});

Deno.test("a revision header that nobody speaks is a bad request, except on initialize", async () => {
  const { post } = startInProcess();
  for (const revision of ["2025-12-31", "2024-01-01", "garbage", "2026-07-28x", ""]) {
    const headers = { "MCP-Protocol-Version": revision };
    for (const method of ["ping", "tools/list", "server/discover"]) {
      const response = await post({ jsonrpc: "2.0", id: 1, method }, headers);
      assert.equal(response.status, 400, revision);
      const { id, error } = await response.json();
      assert.equal(id, 1);
      assert.equal(error.code, -32000, "a modern code would stop the client's fallback");
    }
    const notification = { jsonrpc: "2.0", method: "notifications/initialized" };
    assert.equal((await post(notification, headers)).status, 400, revision);
  }
});

Deno.test("a plain initialize is a handshake, whatever header comes with it", async () => {
  const { post } = startInProcess();
  for (const revision of ["2026-07-28", "2099-01-01", "garbage", ""]) {
    const headers = { "MCP-Protocol-Version": revision };
    const response = await post(initialize("2025-11-25"), headers);
    assert.equal(response.status, 200, revision);
    assert.equal((await response.json()).result.protocolVersion, "2025-11-25");
  }
});

Deno.test("an initialize that names an older revision in _meta too is still a handshake", async () => {
  const { post } = startInProcess();
  for (const named of ["2025-11-25", "garbage", 5]) {
    const message = initialize("2025-11-25");
    const _meta = { "io.modelcontextprotocol/protocolVersion": named };
    const response = await post({ ...message, params: { ...message.params, _meta } });
    assert.equal((await response.json()).result?.protocolVersion, "2025-11-25", `${named}`);
  }
});

Deno.test("a probe of a newer revision without its marks is an unknown method, so that clients fall back", async () => {
  const { post } = startInProcess();
  const response = await post({ jsonrpc: "2.0", id: 1, method: "server/discover" });
  assert.equal(response.status, 200);
  assert.equal((await response.json()).error.code, -32601);
});
