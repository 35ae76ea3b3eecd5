// On a hosted project: MCP_RESOURCE_URL is unset, SUPABASE_URL is the public address, TLS ends before the
// functions, and clients can forge forwarding headers.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { obtainTokens } from "../local/authorize.ts";
import { call } from "../mcp/in_process.ts";
import { initialize } from "./field_failures/requests.ts";
import { advertised, LIES } from "./field_failures/advertised.ts";
import { bearer, onStack, type Wire } from "./on_stack.ts";

const HOST = "abcdefghijklmnopqrst.supabase.co";
const PROJECT = `https://${HOST}`;
const TYPED = `${PROJECT}/functions/v1/mcp`;
const METADATA = `${PROJECT}/functions/v1/well-known/oauth-protected-resource/mcp`;

/** Sends the beginning of a message. */
function stalled(url: string) {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const send = (text: string) => writer.write(new TextEncoder().encode(text));
  const headers = { "Content-Type": "application/json" };
  const signal = AbortSignal.timeout(10_000);
  const answer = fetch(url, { method: "POST", body: readable, headers, signal });
  void send("{").catch(() => {}); // the function closes the connection in the end
  return { answer, sendMore: () => send(" ") };
}

const CASES: Record<string, (wire: Wire) => Promise<void>> = {
  "the resource is the project's, in the metadata and in every challenge": async (wire) => {
    const { metadata, short, header, inBand } = await advertised(wire);
    assert.equal(JSON.parse(metadata).resource, TYPED);
    assert.equal(short, metadata);
    assert.ok(header?.includes(`resource_metadata="${METADATA}"`), header ?? "no challenge");
    const [challenge] = JSON.parse(inBand).result._meta["mcp/www_authenticate"];
    assert.ok(challenge.includes(`resource_metadata="${METADATA}"`), challenge);
  },

  "no advertised address is http, or the functions' own": async (wire) => {
    const everything = Object.values(await advertised(wire)).join("\n");
    const foreign = everything.replaceAll(wire.stack.clerk.issuer, "");
    assert.doesNotMatch(foreign, /127\.0\.0\.1|localhost|kong|:\d{2,}|http:/);
  },

  "a client's word about forwarding arrives and changes nothing": async (wire) => {
    const honest = await advertised(wire);
    for (const [name, value] of Object.entries(LIES)) {
      assert.deepEqual(await advertised(wire, { [name]: value }), honest, name);
    }
    assert.deepEqual(await advertised(wire, LIES), honest, "all at once");
  },

  "a person signs in for the project's URL, saves and lists": async ({ stack, post }) => {
    const send = (url: string | URL, init?: RequestInit) =>
      fetch(new URL(url).href.replace(PROJECT, stack.origin), init);
    const { access_token } = await obtainTokens(TYPED, "Alice", { send });
    const draft = { title: "Hosted", kind: "text", content: "c" };
    assert.equal((await post(call("artifact.create", draft), bearer(access_token))).status, 200);
    const { result } = await (await post(call("artifact.list"), bearer(access_token))).json();
    assert.equal(result.structuredContent.artifacts[0].title, "Hosted");
  },

  "the first handshake loads what it needs": async ({ post }) => {
    const { result } = await (await post(initialize, { "User-Agent": "openai-mcp/1.0.0" })).json();
    assert.equal(result.protocolVersion, "2025-11-25");
  },

  "preflights are the functions' to answer": async ({ send }) => {
    for (const name of ["mcp", "well-known/oauth-protected-resource/mcp"]) {
      const response = await send(`/functions/v1/${name}`, { method: "OPTIONS" });
      assert.equal(response.status, 204, name);
      assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*", name);
    }
  },
};

onStack("a hosted project that sends no X-Forwarded-Port", { hosted: { host: HOST } }, {
  ...CASES,
  "a sender that stalls gets its 408 with the next bytes it sends, and before from the function alone":
    async ({ stack }) => {
      const alone = stalled(`${stack.functions.get("mcp")}/mcp`);
      const behind = stalled(stack.mcpUrl);
      assert.equal((await alone.answer).status, 408);
      const isPending = () => Promise.race([behind.answer.then(() => false), delay(500, true)]);
      assert.ok(await isPending(), "the gateway holds it back");
      do await behind.sendMore(); while (await isPending());
      const response = await behind.answer;
      assert.equal(response.status, 408);
      assert.match((await response.json()).error.message, /^The body arrived too slowly/);
    },
});
onStack(
  "a hosted project that sends X-Forwarded-Port 443",
  { hosted: { host: HOST, forwardedPort: "443" } },
  CASES,
);
