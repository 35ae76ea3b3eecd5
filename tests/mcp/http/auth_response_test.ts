// The two dialects of a refusal, case by case.

import assert from "node:assert/strict";
import { rejected } from "../../../supabase/functions/mcp/auth/verification.ts";
import { SERVER } from "../../../supabase/functions/mcp/server_info.ts";
import { createProtocol } from "../../../supabase/functions/mcp/protocol/mod.ts";
import { authResponse } from "../../../supabase/functions/mcp/http/auth_response.ts";
import { call, RESOURCE, startInProcess } from "../in_process.ts";

const METADATA = "https://project.supabase.co/functions/v1/well-known/oauth-protected-resource/mcp";
const CHATGPT = { "User-Agent": "openai-mcp/1.0.0" };
const list = call("artifact.list", {}, "id-1");
const initialize = {
  jsonrpc: "2.0",
  id: 7,
  method: "initialize",
  params: {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  },
};

function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

Deno.test("without a token: 401, the challenge has no error, the body is a result for the model", async () => {
  const response = await startInProcess().post(list);
  assert.equal(response.status, 401);
  assert.equal(
    response.headers.get("WWW-Authenticate"),
    `Bearer realm="Artifacts", resource_metadata="${METADATA}", scope="profile"`,
  );
  const { id, result } = await response.json();
  assert.equal(id, "id-1");
  assert.equal(result.isError, true);
  assert.match(result.content[0].text, /connect your account/);
});

Deno.test("without a token, to ChatGPT: 200, and the result inside has the challenge and everything else it reads", async () => {
  const response = await startInProcess().post(list, CHATGPT);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("WWW-Authenticate"), null);
  const { result } = await response.json();
  assert.equal(result.isError, true);
  const [challenge] = result._meta["mcp/www_authenticate"];
  assert.match(challenge, /^Bearer /);
  for (const part of ['error="invalid_token"', "error_description=", 'scope="profile"']) {
    assert.ok(challenge.includes(part), `${part} not in ${challenge}`);
  }
  assert.ok(challenge.includes(`resource_metadata="${METADATA}"`));
});

const OPENAI_CONNECTORS = [
  "openai-mcp/1.0.0",
  "openai-mcp/1.0.0 (Codex)",
  "openai-mcp/1.0.0 (+https://openai.com/bot)",
  "Mozilla/5.0 (compatible; ChatGPT-User/1.0)",
];
for (const agent of OPENAI_CONNECTORS) {
  Deno.test(`${agent} is one of OpenAI's, in any spelling of the name`, async () => {
    assert.equal((await startInProcess().post(list, { "User-Agent": agent })).status, 200);
  });
}

Deno.test("both dialects carry the same body", async () => {
  const { post } = startInProcess();
  assert.deepEqual(await (await post(list)).json(), await (await post(list, CHATGPT)).json());
});

Deno.test("too few scopes: 403 insufficient_scope with the scopes that would do", async () => {
  const response = await startInProcess().post(list, bearer("alice-noscope"));
  assert.equal(response.status, 403);
  const challenge = response.headers.get("WWW-Authenticate") ?? "";
  assert.match(challenge, /error="insufficient_scope"/);
  assert.match(challenge, /scope="profile"/);
  assert.match(challenge, /resource_metadata="https:/);
});

Deno.test("too few scopes, to ChatGPT: 200 with insufficient_scope inside", async () => {
  const response = await startInProcess().post(list, { ...bearer("alice-noscope"), ...CHATGPT });
  assert.equal(response.status, 200);
  const [challenge] = (await response.json()).result._meta["mcp/www_authenticate"];
  assert.match(challenge, /error="insufficient_scope"/);
});

for (const headers of [{}, CHATGPT]) {
  const who = "User-Agent" in headers ? "ChatGPT" : "any client";
  Deno.test(`a bad token is refused on every method, to ${who}: 401 and error="invalid_token"`, async () => {
    const { post } = startInProcess();
    const messages = [
      list,
      call("artifact.kinds"),
      initialize,
      { jsonrpc: "2.0", id: 2, method: "ping" },
      { jsonrpc: "2.0", id: 3, method: "tools/list" },
      { jsonrpc: "2.0", id: 4, method: "no/such" },
      { jsonrpc: "2.0", method: "notifications/initialized" },
    ];
    for (const message of messages) {
      const response = await post(message, { ...bearer("expired"), ...headers });
      assert.equal(response.status, 401, JSON.stringify(message));
      const challenge = response.headers.get("WWW-Authenticate") ?? "";
      assert.match(
        challenge,
        /error="invalid_token", error_description="The access token expired"/,
      );
      assert.match(challenge, /scope="profile"/);
      assert.equal((await response.json()).id, "id" in message ? message.id : null);
    }
  });
}

Deno.test("a token that cannot be verified: 503 with Retry-After and without a challenge", async () => {
  for (const headers of [{}, CHATGPT]) {
    const { post, reports } = startInProcess();
    const response = await post(list, { ...bearer("outage"), ...headers });
    assert.equal(response.status, 503);
    assert.match(response.headers.get("Retry-After") ?? "", /^\d+$/);
    assert.equal(response.headers.get("WWW-Authenticate"), null);
    assert.doesNotMatch(await response.text(), /secret reason/);
    assert.match(String(reports[0]?.error), /secret reason/);
  }
});

Deno.test("a token without audience: the log names the setting to turn on, the client gets the bare fault", async () => {
  const verify = () => Promise.resolve(rejected("missing_audience"));
  const { post, reports } = startInProcess({ verify });
  const response = await post(list, bearer("any"));
  assert.equal(response.status, 401);
  assert.doesNotMatch(await response.text(), /CLERK_AUDIENCE|README/);
  assert.match(
    String(reports[0]?.error),
    /aud claim .* in Clerk, or see supabase\/README\.md, "Tokens without an audience"$/,
  );
  const { post: other, reports: none } = startInProcess();
  await (await other(list, bearer("expired"))).body?.cancel();
  assert.deepEqual(none, []);
});

Deno.test("a prompt with a tool's name does not require the tool's scopes", async () => {
  const named = { ...list, method: "prompts/get" };
  assert.equal((await startInProcess().post(named)).status, 200);
});

Deno.test("the challenge has all scopes of an operation at once, separated by spaces", () => {
  const envelope = createProtocol({ tools: [] }, SERVER).unread(new Headers());
  const refused = { envelope, userAgent: null, scopes: ["profile", "email"] };
  const { headers } = authResponse({ refusal: "no_token" }, refused, RESOURCE);
  assert.match(headers?.["WWW-Authenticate"] ?? "", /scope="profile email"/);
});

Deno.test("the client's name in clientInfo changes nothing", async () => {
  const request = { ...list, params: { ...list.params, _meta: { clientInfo: "chatgpt" } } };
  assert.equal((await startInProcess().post(request)).status, 401);
});

Deno.test("a refused resources/read gets 401 with the challenge, from OpenAI's connectors too", async () => {
  const uri = "artifact://00000000-0000-4000-8000-000000000000";
  const read = { jsonrpc: "2.0", id: 1, method: "resources/read", params: { uri } };
  for (const headers of [{}, CHATGPT]) {
    const response = await startInProcess().post(read, headers);
    assert.equal(response.status, 401);
    assert.match(response.headers.get("WWW-Authenticate") ?? "", /^Bearer .*resource_metadata=/);
  }
});

Deno.test("the refusal of a request with id 0 keeps the id", async () => {
  for (const headers of [{}, CHATGPT]) {
    const { id } = await (await startInProcess().post({ ...list, id: 0 }, headers)).json();
    assert.equal(id, 0);
  }
  const outage = await startInProcess().post({ ...list, id: 0 }, bearer("outage"));
  assert.equal((await outage.json()).id, 0);
});
