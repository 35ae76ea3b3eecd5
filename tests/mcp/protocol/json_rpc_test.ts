// What counts as one JSON-RPC message.

import assert from "node:assert/strict";
import { parseMessage } from "../../../supabase/functions/mcp/protocol/json_rpc.ts";

const valid = { jsonrpc: "2.0", id: 1, method: "ping" };

function codeOf(message: unknown): [number, unknown] {
  const incoming = parseMessage(typeof message === "string" ? message : JSON.stringify(message));
  assert.equal(incoming.kind, "invalid", JSON.stringify(message));
  return [incoming.failure.error.code, incoming.failure.id];
}

Deno.test("a request has a method and an id", () => {
  assert.deepEqual(parseMessage(JSON.stringify(valid)), { kind: "request", request: valid });
  assert.equal(parseMessage(JSON.stringify({ ...valid, id: "" })).kind, "request");
  assert.equal(parseMessage(JSON.stringify({ ...valid, id: 0 })).kind, "request");
});

Deno.test("a message with a method is no response, with any other members", () => {
  assert.equal(parseMessage(JSON.stringify({ ...valid, result: {} })).kind, "request");
  assert.equal(parseMessage('{"jsonrpc":"2.0","method":"x","error":{}}').kind, "notification");
});

Deno.test("a notification has no id, a response no method", () => {
  assert.equal(parseMessage('{"jsonrpc":"2.0","method":"x"}').kind, "notification");
  assert.equal(parseMessage('{"jsonrpc":"2.0","id":1,"result":{}}').kind, "response");
  assert.equal(parseMessage('{"jsonrpc":"2.0","id":1,"error":{"code":1}}').kind, "response");
});

Deno.test("text that is not JSON is a parse error", () => {
  for (const text of ["", "{", "undefined", "\u0000"]) {
    assert.deepEqual(codeOf(text), [-32700, null]);
  }
});

Deno.test("a batch is an invalid request, even of one", () => {
  assert.deepEqual(codeOf([valid]), [-32600, null]);
  assert.deepEqual(codeOf([]), [-32600, null]);
  const incoming = parseMessage(JSON.stringify([valid]));
  assert.ok(incoming.kind === "invalid" && /one message/.test(incoming.failure.error.message));
});

Deno.test("JSON that is no message is an invalid request, with its id where that can be read", () => {
  for (const message of ["null", "1", '"x"', "{}"]) {
    assert.deepEqual(codeOf(message), [-32600, null]);
  }
  assert.deepEqual(codeOf({ ...valid, jsonrpc: "1.0" }), [-32600, 1]);
  assert.deepEqual(codeOf({ ...valid, method: 5 }), [-32600, 1]);
  assert.deepEqual(codeOf({ ...valid, params: [] }), [-32600, 1]);
  for (const params of [0, "", false]) {
    assert.deepEqual(codeOf({ ...valid, params }), [-32600, 1]);
  }
  assert.deepEqual(codeOf({ ...valid, id: null }), [-32600, null]);
  // An id that JSON's parser had to round would reach no request.
  assert.deepEqual(codeOf('{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}'), [
    -32600,
    null,
  ]);
  assert.deepEqual(codeOf({ ...valid, id: 1.5 }), [-32600, null]);
  assert.deepEqual(codeOf({ ...valid, id: {} }), [-32600, null]);
  assert.deepEqual(codeOf({ jsonrpc: "2.0", id: 1 }), [-32600, 1]);
});

Deno.test("null params, and null members of params, count as absent", () => {
  const paramsOf = (params: unknown) => {
    const incoming = parseMessage(JSON.stringify({ ...valid, params }));
    return incoming.kind === "request" && incoming.request.params;
  };
  assert.equal(paramsOf(null), undefined);
  assert.deepEqual(paramsOf({ cursor: null, name: "x", arguments: null, _meta: null }), {
    name: "x",
  });
  // What a tool is called with is the tool's business.
  assert.deepEqual(paramsOf({ arguments: { title: null } }), { arguments: { title: null } });
});

Deno.test("an id may have 1,000 characters: every answer repeats it", () => {
  const valid = { jsonrpc: "2.0", method: "ping" };
  const parse = (length: number) =>
    parseMessage(JSON.stringify({ ...valid, id: "x".repeat(length) }));
  assert.equal(parse(1_000).kind, "request");
  const incoming = parse(1_001);
  assert.ok(incoming.kind === "invalid");
  assert.equal(incoming.failure.id, null);
  assert.match(incoming.failure.error.message, /1000 characters/);
});

Deno.test("a message with thousands of quoted numbers is rejected before it is parsed", () => {
  const a = Array.from({ length: 5_400 }, (_, i) => `${i}`);
  const incoming = parseMessage(
    JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping", params: { a } }),
  );
  assert.ok(incoming.kind === "invalid");
  assert.match(
    incoming.failure.error.message,
    /numbers in quotes; send long content as one string/,
  );
});
