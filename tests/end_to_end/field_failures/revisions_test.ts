// Clients that met a code or an envelope of the other family of revisions, and went the wrong way.

import assert from "node:assert/strict";
import { obtainTokens } from "../../local/authorize.ts";
import { call } from "../../mcp/in_process.ts";
import { META } from "../../mcp/modern_request.ts";
import { bearer, onStack } from "../on_stack.ts";
import { ask, initialize, list, listTools, ping } from "./requests.ts";

const HEADER = "MCP-Protocol-Version";
const VERSION = "io.modelcontextprotocol/protocolVersion";
const CHALLENGE = "mcp/www_authenticate";
const OPENAI = { "User-Agent": "openai-mcp/1.0.0" };
const callList = { name: "artifact.list", arguments: {} };

/** Codes by which a client of 2026-07-28 knows a server of its own in a 400. */
const MODERN_400 = [-32602, -32020, -32021, -32022];

onStack("two families of revisions", {}, {
  "a newer error code stops an older client's fallback: no fault of such a client gets one": async (
    { post },
  ) => {
    const wrongs: [unknown, Record<string, string>][] = [
      [ping, { [HEADER]: "garbage" }],
      [ping, { [HEADER]: "2025-11-25", "Mcp-Method": "tools/call", "Mcp-Name": "x" }],
      [listTools, bearer("garbage")],
      [list, {}],
      [{ ...ping, method: "no/such" }, {}],
      [call("artifact.burn"), {}],
      [{ ...initialize, params: {} }, {}],
      [{ ...initialize, params: { ...initialize.params, capabilities: "all" } }, {}],
      [{ ...ping, params: { _meta: {} } }, {}],
      [{ ...ping, params: { _meta: null } }, {}],
      ["{", {}],
      ["[]", {}],
    ];
    for (const [message, headers] of wrongs) {
      const text = await (await post(message, headers)).text();
      assert.doesNotMatch(text, /"code":-320[2-9]\d\b/, JSON.stringify(message));
      assert.doesNotMatch(text, /"resultType"/, JSON.stringify(message));
    }
  },

  "a bare 400 or an older code sends a newer client back: it gets its own, with its id": async (
    wire,
  ) => {
    const { [VERSION]: _, ...unmarked } = META;
    const named = { name: "artifact.kinds", arguments: {} };
    const wrongs: Record<string, () => Promise<Response>> = {
      "no _meta": () => wire.post(listTools, { [HEADER]: "2026-07-28" }),
      "no version": () =>
        wire.post({ ...listTools, params: { _meta: unmarked } }, { [HEADER]: "2026-07-28" }),
      "another version in the header": () =>
        ask(wire, "tools/list", {}, { [HEADER]: "2025-11-25" }),
      "another method in the header": () => ask(wire, "tools/list", {}, { "Mcp-Method": "x" }),
      "another name in the header": () => ask(wire, "tools/call", named, { "Mcp-Name": "x" }),
      "a method of the past": () => ask(wire, "ping"),
      "initialize": () => ask(wire, "initialize", initialize.params),
      "an unknown tool": () => ask(wire, "tools/call", { name: "artifact.burn" }),
      "a missing resource": () => ask(wire, "resources/read", { uri: "artifact://none" }),
      "a bad token": () => ask(wire, "tools/list", {}, bearer("garbage")),
    };
    for (const [what, send] of Object.entries(wrongs)) {
      const response = await send();
      const { id, error } = await response.json();
      assert.ok([1, listTools.id].includes(id), `${what}: id ${id}`);
      assert.ok(error.code !== -32002 && (error.code > -32000 || error.code < -32019), what);
      if (response.status === 400) assert.ok(MODERN_400.includes(error.code), what);
    }
  },

  // mcp-use/mcp-use#2602, upstash/context7#2958
  "a refusal reads differently in the newer revision: statuses, challenges and results agree":
    async (wire) => {
      const { access_token } = await obtainTokens(wire.stack.mcpUrl, "Alice", { scope: "email" });
      for (const token of [{}, bearer(access_token), bearer("garbage")]) {
        for (const agent of [{}, OPENAI]) {
          const headers = { ...token, ...agent };
          const [older, newer] = [
            await wire.post(list, headers),
            await ask(wire, "tools/call", callList, headers),
          ];
          assert.equal(newer.status, older.status);
          const challenge = older.headers.get("WWW-Authenticate");
          assert.equal(newer.headers.get("WWW-Authenticate"), challenge);
          const [{ result: before }, { result: now }] = [await older.json(), await newer.json()];
          assert.deepEqual([now.resultType, now.isError], ["complete", true]);
          assert.deepEqual(now._meta[CHALLENGE], before._meta[CHALLENGE]);
        }
      }
    },
});
