// How much of a body is read, to the byte.

import assert from "node:assert/strict";
import { readBody } from "../../supabase/functions/mcp/request_body.ts";

const LIMIT = 4;

/** A request whose body comes in these pieces, with or without its length declared. */
function requestOf(pieces: string[], declared?: number): Request {
  const body = ReadableStream.from(pieces.map((piece) => new TextEncoder().encode(piece)));
  const headers = new Headers(declared === undefined ? {} : { "Content-Length": `${declared}` });
  return new Request("http://localhost/", { method: "POST", body, headers });
}

Deno.test("a body of exactly the limit is read, one byte more is too large", async () => {
  assert.deepEqual(await readBody(requestOf(["1234"]), LIMIT), { text: "1234" });
  assert.deepEqual(await readBody(requestOf(["12", "34"]), LIMIT), { text: "1234" });
  assert.deepEqual(await readBody(requestOf(["1234"], 4), LIMIT), { text: "1234" });
  assert.deepEqual(await readBody(requestOf(["1234", "5"]), LIMIT), { refused: "too_large" });
  assert.deepEqual(await readBody(requestOf(["12345"], 5), LIMIT), { refused: "too_large" });
});

Deno.test("a length that is no number is not believed", async () => {
  const request = requestOf(["12345"]);
  request.headers.set("Content-Length", "1, 1");
  assert.deepEqual(await readBody(request, LIMIT), { refused: "too_large" });
});

Deno.test("who never stops sending is not listened to for ever", async () => {
  let sent = 0;
  let cancelled = false;
  const body = new ReadableStream({
    pull(controller) {
      sent += 2;
      // It does stop, so that this test ends whatever happens.
      if (sent > 100 * LIMIT) controller.close();
      else controller.enqueue(new Uint8Array(2));
    },
    cancel() {
      cancelled = true;
    },
  });
  const request = new Request("http://localhost/", { method: "POST", body });
  assert.deepEqual(await readBody(request, LIMIT), { refused: "too_large" });
  assert.ok(cancelled);
  assert.ok(sent <= 3 * LIMIT, `${sent} bytes`);
});

Deno.test("a body is UTF-8 or nothing, wherever a character is cut", async () => {
  const [first, second] = [new Uint8Array([0xc3]), new Uint8Array([0xbc])];
  const request = (...chunks: Uint8Array<ArrayBuffer>[]) =>
    new Request("http://localhost/", { method: "POST", body: ReadableStream.from(chunks) });
  assert.deepEqual(await readBody(request(first, second), LIMIT), { text: "ü" });
  assert.deepEqual(await readBody(request(first), LIMIT), { refused: "not_utf8" });
});

Deno.test("a body that breaks off is the client's doing, with its length declared or not", async () => {
  for (const headers of [{}, { "Content-Length": "4" }]) {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(2));
      },
      pull: (controller) => controller.error(new TypeError("connection reset")),
    });
    const request = new Request("http://localhost/", { method: "POST", body, headers });
    assert.deepEqual(await readBody(request, LIMIT), { refused: "interrupted" });
  }
});
