// How much of a body is read, to the byte.

import assert from "node:assert/strict";
import { createCapacity } from "../../supabase/functions/mcp/capacity.ts";
import { readBody as readBodyOf } from "../../supabase/functions/mcp/request_body.ts";

const LIMIT = 4;
const STALL_MS = 50;

/** Reads with a limit of that and memory enough; what is held is given back, or it would fail. */
async function readBody(request: Request, bytes: number) {
  const memory = createCapacity(2 * bytes);
  const read = await readBodyOf(request, { bytes, memory, stallMs: STALL_MS });
  if ("held" in read) memory.give(read.held);
  assert.ok(memory.take(2 * bytes), "memory was not given back");
  return "text" in read ? { text: read.text } : read;
}

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

Deno.test("what there is no memory for is refused, and takes none", async () => {
  for (const request of [requestOf(["123", "4"]), requestOf(["1234"], 4)]) {
    const memory = createCapacity(3);
    assert.deepEqual(await readBodyOf(request, { bytes: LIMIT, memory, stallMs: STALL_MS }), {
      refused: "no_room",
    });
    assert.ok(memory.take(3));
  }
});

Deno.test("a body that stops coming is given up, with its length declared or not", async () => {
  for (const headers of [{}, { "Content-Length": "4" }]) {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(2)),
    });
    const request = new Request("http://localhost/", { method: "POST", body, headers });
    assert.deepEqual(await readBody(request, LIMIT), { refused: "stalled" });
  }
});
