// When the server asks for sign-in and which names it shows, by mode and client; and that a forged
// User-Agent gains nothing.

import assert from "node:assert/strict";
import {
  createClientPolicy,
  isOpenAiConnector,
  type SignInMode,
} from "../../supabase/functions/mcp/client_policy.ts";
import { TOOLS } from "../../supabase/functions/mcp/tools/mod.ts";
import { LIST_VIEW } from "../../supabase/functions/mcp/views/built/uris.ts";
import { call, INITIALIZE, RESOURCE, startInProcess } from "./in_process.ts";
import { modern } from "./modern_request.ts";

const OPENAI = "openai-mcp/1.0.0";
const CLIENTS: Record<string, boolean> = {
  "openai-mcp/1.0.0": true,
  "openai-mcp/1.0.0 (Codex)": true,
  "openai-mcp/1.0.0 (+https://openai.com/bot)": true,
  "OpenAI-MCP/2.1": true,
  "Mozilla/5.0 (compatible; ChatGPT-User/1.0; +https://openai.com/bot)": true,
  "codex_cli_rs/0.171.0 (Debian 12; x86_64)": false,
  "codex-mcp-client/0.171.0": false,
  "OpenAI/JS 6.1.0": false,
  "claude-code/2.1.332 (cli)": false,
  "Claude-User": false,
  "opencode/1.18.33": false,
  "node": false,
  "openai-mcpx/1.0.0": false,
  "openai-mcp-other/1.0.0": false,
  "proxy openai-mcp/1.0.0": false,
  "openai-mcp": true,
  "": false,
};
for (const [userAgent, expected] of Object.entries(CLIENTS)) {
  Deno.test(`User-Agent "${userAgent}" is ${expected ? "" : "not "}OpenAI's connector`, () => {
    assert.equal(isOpenAiConnector(userAgent), expected);
  });
}

Deno.test("a client without User-Agent is not OpenAI's connector", () => {
  assert.equal(isOpenAiConnector(null), false);
});

const discover = modern("server/discover");
const MODES: [mode: SignInMode, userAgent: string, status: number][] = [
  ["auto", OPENAI, 200],
  ["auto", "codex-mcp-client/0.171.0", 401],
  ["auto", "", 401],
  ["connect", OPENAI, 401],
  ["connect", "Claude-User", 401],
  ["call", OPENAI, 200],
  ["call", "Claude-User", 200],
];

for (const [signIn, userAgent, status] of MODES) {
  const client = { "User-Agent": userAgent };
  Deno.test(`${signIn}: a handshake of "${userAgent}" without a token is ${status}`, async () => {
    const { post } = startInProcess({ signIn, offlineAccess: true });
    const handshakes = [
      await post(INITIALIZE, client),
      await post(discover.message, { ...discover.headers, ...client }),
    ];
    for (const response of handshakes) {
      assert.equal(response.status, status);
      const { id, error } = await response.json();
      assert.equal(id, 1);
      assert.equal(error === undefined, status === 200);
      assert.equal(
        response.headers.get("WWW-Authenticate"),
        status === 200 ? null : 'Bearer realm="Artifacts", resource_metadata="' +
          new URL("well-known/oauth-protected-resource/mcp", RESOURCE) +
          '", scope="profile offline_access"',
      );
    }
  });

  Deno.test(`${signIn}: a handshake of "${userAgent}" with a token is answered, with a bad one 401`, async () => {
    const { post } = startInProcess({ signIn });
    for (const [token, expected] of [["alice", 200], ["alice-noscope", 200], ["expired", 401]]) {
      const headers = { ...client, Authorization: `Bearer ${token}` };
      const response = await post(INITIALIZE, headers);
      await response.body?.cancel();
      assert.equal(response.status, expected, `${token}`);
    }
  });

  Deno.test(`${signIn}: "${userAgent}" without a token gets lists, views and public tools`, async () => {
    const { post } = startInProcess({ signIn });
    const open = [
      { jsonrpc: "2.0", id: 1, method: "ping" },
      { jsonrpc: "2.0", id: 1, method: "tools/list" },
      { jsonrpc: "2.0", id: 1, method: "resources/list" },
      { jsonrpc: "2.0", id: 1, method: "resources/read", params: { uri: LIST_VIEW } },
      call("artifact.kinds"),
      call("artifact_open", { share: "none" }),
    ];
    for (const message of open) {
      const response = await post(message, client);
      assert.equal(response.status, 200, message.method);
      assert.ok((await response.json()).result, message.method);
    }
    const notification = { jsonrpc: "2.0", method: "notifications/initialized" };
    assert.equal((await post(notification, client)).status, 202);
  });
}

const FORGED: Record<string, string>[] = Object.keys(CLIENTS).flatMap((userAgent) => [
  { "User-Agent": userAgent },
  { "User-Agent": userAgent, "Origin": "https://chatgpt.com" },
  { "User-Agent": userAgent, "Authorization": "Basic YWxpY2U6" },
]);
Deno.test("a forged User-Agent opens no protected tool in any mode", async () => {
  const stores: string[] = [];
  for (const signIn of ["auto", "connect", "call"] as const) {
    const { post } = startInProcess({
      signIn,
      artifactsOf: (owner) => {
        stores.push(owner);
        throw new Error("a store was opened");
      },
    });
    for (const headers of FORGED) {
      for (const { name } of TOOLS.filter(({ requires }) => requires !== "public")) {
        const { result } = await (await post(call(name), headers)).json();
        assert.equal(result.isError, true);
        assert.match(result._meta["mcp/www_authenticate"][0], /^Bearer /);
        assert.equal(result.structuredContent, undefined);
      }
    }
  }
  assert.deepEqual(stores, []);
});

Deno.test("auto names: OpenAI's connector is shown dots, every other client underscores", () => {
  for (const [userAgent, isOpenAi] of Object.entries(CLIENTS)) {
    const { nameStyleFor: namesFor } = createClientPolicy("auto", "auto");
    assert.equal(namesFor(userAgent), isOpenAi ? "dotted" : "underscored", userAgent);
    for (const fixed of ["dotted", "underscored"] as const) {
      assert.equal(createClientPolicy("auto", fixed).nameStyleFor(userAgent), fixed);
    }
  }
});
