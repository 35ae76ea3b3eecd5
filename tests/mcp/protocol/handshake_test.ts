// How clients up to 2025-11-25 and this server agree on a revision.

import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/types"
import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/sdk/types.js";
import { SERVER } from "../../../supabase/functions/mcp/server_info.ts";
import { rebuiltHandshake } from "../../../supabase/functions/mcp/protocol/legacy/handshake_params.ts";
import { LEGACY_VERSIONS } from "../../../supabase/functions/mcp/protocol/legacy/mod.ts";
import { startInProcess } from "../in_process.ts";

function initialize(protocolVersion: unknown) {
  const params = { protocolVersion, capabilities: {}, clientInfo: { name: "t", version: "1" } };
  return { jsonrpc: "2.0", id: 1, method: "initialize", params };
}

Deno.test("the server speaks every revision of the official SDK", () => {
  assert.deepEqual(LEGACY_VERSIONS, SUPPORTED_PROTOCOL_VERSIONS);
});

for (const revision of LEGACY_VERSIONS) {
  Deno.test(`initialize with revision ${revision} → that revision`, async () => {
    const { post } = startInProcess();
    const { result } = await (await post(initialize(revision))).json();
    assert.equal(result.protocolVersion, revision);
    assert.deepEqual(result.capabilities, { tools: {}, resources: {}, prompts: {} });
    const { instructions, ...serverInfo } = SERVER;
    assert.deepEqual([result.instructions, result.serverInfo], [instructions, serverInfo]);
    const headers = { "MCP-Protocol-Version": revision };
    const pong = await post({ jsonrpc: "2.0", id: 2, method: "ping" }, headers);
    assert.equal(pong.status, 200);
    assert.deepEqual(await pong.json(), { jsonrpc: "2.0", id: 2, result: {} });
  });
}

Deno.test("initialize with an unknown revision → the newest supported one", async () => {
  const { result } = await (await startInProcess().post(initialize("2099-01-01"))).json();
  assert.equal(result.protocolVersion, "2025-11-25");
});

Deno.test("an unsupported revision header → 400, except on initialize", async () => {
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

Deno.test("a plain initialize is a handshake, with any revision header", async () => {
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

const INCOMPLETE: Record<string, object> = {
  "capabilities.roots: null": { capabilities: { roots: null, elicitation: { form: null } } },
  "capabilities: null": { capabilities: null },
  "no capabilities": { capabilities: undefined },
  "clientInfo.title: null": { clientInfo: { name: "x", version: "1", title: null, icons: null } },
  "clientInfo: null": { clientInfo: null },
  "clientInfo without version": { clientInfo: { name: "x" } },
  "clientInfo.version: null": { clientInfo: { name: "x", version: null } },
  "_meta: null": { _meta: null },
};
for (const [what, changes] of Object.entries(INCOMPLETE)) {
  Deno.test(`initialize with ${what} is answered as without it`, async () => {
    const message = initialize("2025-06-18");
    const params = { ...message.params, ...changes };
    const response = await startInProcess().post({ ...message, params });
    assert.equal((await response.json()).result?.protocolVersion, "2025-06-18");
  });
}

const HOSTILE: Record<string, object> = {
  "icons that are none": { clientInfo: { name: "x", version: "1", icons: [0, {}, []] } },
  "experimental capabilities that are no objects": {
    capabilities: { experimental: { a: 0, b: 1 } },
  },
  "capabilities of wrong types": { capabilities: { roots: 5, sampling: "x", elicitation: [[]] } },
  "tasks of wrong types": { capabilities: { tasks: { requests: 5, list: [] } } },
  "a website that is no text": { clientInfo: { name: "x", version: "1", websiteUrl: {} } },
  "a progress token of a wrong type": { _meta: { progressToken: {} } },
  "unknown members": { more: [0], clientInfo: { name: "x", version: "1", more: [0] } },
};
for (const [what, changes] of Object.entries(HOSTILE)) {
  Deno.test(`initialize with ${what}: the SDK does not see it`, async () => {
    const message = initialize("2025-06-18");
    const params = { ...message.params, ...changes };
    const response = await startInProcess().post({ ...message, params });
    assert.equal((await response.json()).result?.protocolVersion, "2025-06-18");
  });
}

const MALFORMED: Record<string, object> = {
  "no protocolVersion": { protocolVersion: undefined },
  "a protocolVersion that is no text": { protocolVersion: 20250618 },
  "a protocolVersion that is a list": { protocolVersion: ["2025-06-18"] },
  "capabilities that are a list": { capabilities: [] },
  "capabilities that are a text": { capabilities: "all" },
  "a clientInfo that is a text": { clientInfo: "x" },
  "a clientInfo that is a list": { clientInfo: ["x"] },
  "a name that is no text": { clientInfo: { name: {}, version: "1" } },
  "a version that is no text": { clientInfo: { name: "x", version: 1 } },
  "a _meta that is no object": { _meta: 5 },
};
for (const [what, changes] of Object.entries(MALFORMED)) {
  Deno.test(`initialize with ${what} → invalid params`, async () => {
    const message = initialize("2025-06-18");
    const params = { ...message.params, ...changes };
    const response = await startInProcess().post({ ...message, params });
    const { id, error } = await response.json();
    assert.deepEqual([id, error?.code], [1, -32602]);
  });
}

Deno.test("initialize with an oversized version and client name → 2025-11-25", async () => {
  const long = "2025-06-18".repeat(2_000);
  const message = initialize(long);
  const params = { ...message.params, clientInfo: { name: long, version: long } };
  const { id, result } = await (await startInProcess().post({ ...message, params })).json();
  assert.deepEqual([id, result?.protocolVersion], [1, "2025-11-25"]);
});

Deno.test("the response to initialize repeats any id", async () => {
  for (const id of ["", "a", 0, -1, "\u{1f600}".repeat(500)]) {
    const answer = await (await startInProcess().post({ ...initialize("2025-11-25"), id })).json();
    assert.equal(answer.id, id);
    assert.equal(answer.result?.protocolVersion, "2025-11-25");
  }
});

Deno.test("the SDK gets three texts of at most 64 characters", () => {
  const long = "x".repeat(1_000_000);
  const list = Array(1_000).fill(0);
  const rebuilt = rebuiltHandshake({
    protocolVersion: long,
    capabilities: { experimental: list, [long]: {} },
    clientInfo: { name: long, version: long, icons: list, title: long },
    _meta: { progressToken: long },
    more: list,
  });
  const short = "x".repeat(64);
  assert.deepEqual(rebuilt, {
    protocolVersion: short,
    capabilities: {},
    clientInfo: { name: short, version: short },
  });
});
