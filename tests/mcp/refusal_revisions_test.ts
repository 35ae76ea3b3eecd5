// A refusal is the same in every revision, in the envelope and with the codes of the client's own: a
// code of the other family would send clients down the wrong path.

import assert from "node:assert/strict";
import { call, startInProcess } from "./in_process.ts";
import { modern } from "./modern_request.ts";

const AGENTS = { "any client": {}, ChatGPT: { "User-Agent": "openai-mcp/1.0.0" } };
const TOKENS: Record<string, Record<string, string>> = {
  none: {},
  "too few scopes": { Authorization: "Bearer alice-noscope" },
  expired: { Authorization: "Bearer expired" },
  "not to be verified": { Authorization: "Bearer outage" },
};
const { post } = startInProcess();

for (const [who, agent] of Object.entries(AGENTS)) {
  for (const [what, token] of Object.entries(TOKENS)) {
    Deno.test(`to ${who}, token ${what}: both revisions refuse a tool call alike`, async () => {
      const before = await post(call("artifact.list"), { ...agent, ...token });
      const request = modern("tools/call", { name: "artifact.list", arguments: {} });
      const now = await post(request.message, { ...request.headers, ...agent, ...token });
      assert.equal(now.status, before.status);
      for (const name of ["WWW-Authenticate", "Retry-After", "Access-Control-Expose-Headers"]) {
        assert.equal(now.headers.get(name), before.headers.get(name), name);
      }
      const [old, current] = [await before.json(), await now.json()];
      assert.equal(current.id, old.id);
      if (before.status === 503) {
        assert.deepEqual([old.error.code, current.error.code], [-32000, 503]);
        return;
      }
      const { resultType, _meta, ...rest } = current.result;
      const { "io.modelcontextprotocol/serverInfo": serverInfo, ...challenge } = _meta;
      assert.equal(resultType, "complete");
      assert.equal(serverInfo.name, "supabase-artifacts");
      assert.deepEqual({ ...rest, _meta: challenge }, old.result);
    });
  }
}

Deno.test("outside a tool call the code is the revision's own", async () => {
  const expired = { Authorization: "Bearer expired" };
  const { message, headers } = modern("tools/list");
  const now = await post(message, { ...headers, ...expired });
  const before = await post({ jsonrpc: "2.0", id: 1, method: "tools/list" }, expired);
  assert.deepEqual([now.status, before.status], [401, 401]);
  assert.equal((await now.json()).error.code, 401, "outside the range that JSON-RPC reserves");
  assert.equal((await before.json()).error.code, -32000);
});

Deno.test("a malformed request is rejected before the token is verified", async () => {
  const { message, headers } = modern("tools/call", { name: "artifact.list" });
  const response = await post(message, { ...headers, "Mcp-Name": "artifact.kinds" });
  assert.equal(response.status, 400);
  assert.equal((await response.json()).error.code, -32020);
});

Deno.test("a tool's scopes do not depend on the revision", async () => {
  const { message, headers } = modern("tools/call", { name: "artifact.list", arguments: {} });
  const response = await post(message, { ...headers, Authorization: "Bearer alice" });
  assert.deepEqual((await response.json()).result.structuredContent.artifacts, []);
});
