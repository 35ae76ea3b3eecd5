// Clients that opened with a newer revision's probe and came neither further nor back to the older
// handshake.

import assert from "node:assert/strict";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import * as v2 from "@modelcontextprotocol/client";
import { onStack, OPEN_HANDSHAKE } from "../on_stack.ts";
import { ask, initialize } from "./requests.ts";

const HEADER = "MCP-Protocol-Version";
const VERSION = "io.modelcontextprotocol/protocolVersion";

const probe = { jsonrpc: "2.0", id: 1, method: "server/discover" };

onStack("the discover probe", OPEN_HANDSHAKE, {
  // ai-ecoverse/slicc#3001
  "the probe hangs, or is taken for a broken client: it is answered, and what it names works":
    async (wire) => {
      const { result } = await (await ask(wire, "server/discover")).json();
      assert.deepEqual([result.resultType, result.supportedVersions], ["complete", ["2026-07-28"]]);
      assert.equal((await ask(wire, "tools/list")).status, 200);
      const called = await ask(wire, "tools/call", { name: "artifact.kinds", arguments: {} });
      assert.equal((await called.json()).result.structuredContent.kinds.length, 8);
    },

  // ai-ecoverse/slicc#3001
  "a client that knows both asks in both: the official one settles on the newer": async (
    { stack },
  ) => {
    const transport = new v2.StreamableHTTPClientTransport(new URL(stack.mcpUrl));
    const options = { versionNegotiation: { mode: "auto" as const } };
    const client = new v2.Client({ name: "auto", version: "1" }, options);
    await client.connect(transport);
    assert.equal(client.getNegotiatedProtocolVersion(), "2026-07-28");
    assert.equal((await client.listTools()).tools.length, TOOLS.length);
    await client.close();
  },

  "a probe with a future revision ends the client: the error lists revisions that work": async (
    wire,
  ) => {
    const refused = await ask(wire, "server/discover", { _meta: { [VERSION]: "2099-01-01" } });
    const { id, error } = await refused.json();
    assert.deepEqual([refused.status, id, error.code], [400, 1, -32022]);
    const again = { _meta: { [VERSION]: error.data.supported[0] } };
    assert.equal((await ask(wire, "server/discover", again)).status, 200);
  },

  "a probe without its marks ends the client: the method is unknown, and initialize goes on":
    async ({ post }) => {
      const bare = await post(probe);
      assert.deepEqual([bare.status, (await bare.json()).error.code], [200, -32601]);
      const garbled = await post(probe, { [HEADER]: "garbage" });
      assert.deepEqual([garbled.status, (await garbled.json()).error.code], [400, -32000]);
      // The header may still be the probe's.
      for (const headers of [{}, { [HEADER]: "2026-07-28" }, { [HEADER]: "2099-01-01" }]) {
        const { result } = await (await post(initialize, headers)).json();
        assert.equal(result.protocolVersion, "2025-11-25");
      }
    },

  "initialize asks for a revision that has none: the newest that has one is offered": async (
    { post },
  ) => {
    const params = { ...initialize.params, protocolVersion: "2026-07-28" };
    const response = await post({ ...initialize, params });
    assert.equal(response.status, 200);
    assert.equal((await response.json()).result.protocolVersion, "2025-11-25");
  },
});
