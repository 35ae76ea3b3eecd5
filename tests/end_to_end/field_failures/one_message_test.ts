// Clients that waited for a stream, a session or a batch that a stateless server does not have.

import assert from "node:assert/strict";
import { onStack, OPEN_HANDSHAKE } from "../on_stack.ts";
import { initialize, kinds, list, OPEN, ping } from "./requests.ts";

const MCP = "/functions/v1/mcp";
const STREAM = { Accept: "text/event-stream" };

onStack("one message, one answer", OPEN_HANDSHAKE, {
  "GET opens a stream that stays silent: 405 at once, and Allow names POST": async (
    { send },
  ) => {
    for (const method of ["GET", "DELETE", "PUT", "PATCH", "HEAD"]) {
      const response = await send(MCP, { method, headers: STREAM });
      assert.equal(response.status, 405, method);
      assert.equal(response.headers.get("Allow"), "POST", method);
      assert.equal(response.headers.get("WWW-Authenticate"), null, method);
      assert.match(
        await response.text(),
        method === "HEAD" ? /^$/ : /POST one JSON-RPC message/,
        method,
      );
    }
  },

  "OPTIONS is refused like an unknown method: 204, without a body": async ({ send }) => {
    const response = await send(MCP, { method: "OPTIONS" });
    assert.equal(response.status, 204);
    assert.equal(await response.text(), "");
  },

  "a session is lost with the worker that made it: none is made, and none that comes is minded":
    async ({ post }) => {
      for (
        const headers of [{}, { "Mcp-Session-Id": "made-elsewhere" }, { "Mcp-Session-Id": "" }]
      ) {
        for (const [name, message] of Object.entries(OPEN)) {
          const response = await post(message, headers);
          assert.ok(response.ok, name);
          assert.equal(response.headers.get("Mcp-Session-Id"), null, name);
          assert.doesNotMatch(await response.text(), /made-elsewhere/, name);
        }
      }
    },

  "a call before initialize is refused: any request may be the first": async ({ post }) => {
    const { result } = await (await post(kinds)).json();
    assert.equal(result.isError, undefined);
  },

  "a batch is answered in part, or with one caller's rights for all: it is refused whole": async (
    { post },
  ) => {
    for (const batch of [[], [ping], [kinds, list], [initialize, ping]]) {
      const response = await post(batch);
      assert.equal(response.status, 400);
      const { id, error } = await response.json();
      assert.deepEqual([id, error.code], [null, -32600]);
    }
  },

  "some Accept headers get 406: every Accept header gets JSON": async (
    { post },
  ) => {
    for (const Accept of ["application/json, text/event-stream", "application/json", "*/*"]) {
      const response = await post(ping, { Accept });
      assert.equal(response.status, 200, Accept);
      assert.match(response.headers.get("Content-Type") ?? "", /^application\/json\b/, Accept);
    }
  },

  // Seen with functions on Deno 2.1.4 (`task test:edge`), in every second request.
  "a refusal is lost with the connection that a large body still fills: it arrives": async (
    { post },
  ) => {
    const large = (bytes: number) => JSON.stringify({ ...ping, pad: "x".repeat(bytes) });
    const MIB = 1024 * 1024;
    for (let i = 0; i < 8; i++) {
      assert.equal((await post(large(4 * MIB))).status, 413);
      assert.equal((await post(large(MIB))).status, 401);
      assert.equal((await post(large(MIB), { "Content-Type": "text/plain" })).status, 415);
      assert.equal((await post(large(MIB), { Origin: "https://foreign.example" })).status, 403);
    }
  },
});
