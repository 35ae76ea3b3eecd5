// createSend(): network errors, event streams and redaction.

import assert from "node:assert/strict";
import { createSend, redactToken } from "../../../supabase/functions/_tools/doctor/exchange.ts";
import { freePort } from "../../local/ports.ts";

const send = createSend(fetch, 2_000);

async function withServer(
  answer: (request: Request) => Response | Promise<Response>,
  use: (origin: string) => Promise<void>,
): Promise<void> {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, answer);
  try {
    await use(`http://127.0.0.1:${server.addr.port}`);
  } finally {
    await server.shutdown();
  }
}

async function networkError(url: string): Promise<string> {
  const exchange = await send(url);
  return exchange.answered ? "answered" : exchange.reason;
}

Deno.test("send() distinguishes a refused connection from an unknown host name", async () => {
  assert.equal(await networkError(`http://127.0.0.1:${freePort()}`), "refused");
  // Deno's own message; a real lookup may be slow.
  const cause = new Error(
    "client error (Connect): dns error: failed to lookup address information",
  );
  const nameless = createSend(() => Promise.reject(new TypeError("fetch failed", { cause })));
  const exchange = await nameless("http://doctor.invalid");
  assert.ok(!exchange.answered && exchange.reason === "name");
});

Deno.test("send() rejects file:, data: and blob: URLs", async () => {
  for (const url of [import.meta.url, "data:application/json,{}", "blob:http://x/y"]) {
    assert.equal(await networkError(url), "scheme");
  }
});

Deno.test("send() reports a connection closed without an answer as broken", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const closing = (async () => {
    for await (const connection of listener) connection.close();
  })();
  assert.equal(await networkError(`http://127.0.0.1:${listener.addr.port}`), "broken");
  listener.close();
  await closing;
});

Deno.test("send() returns a redirect instead of following it", () =>
  withServer(() => Response.redirect("http://127.0.0.1:1/", 308), async (origin) => {
    const exchange = await send(origin);
    assert.ok(exchange.answered && exchange.status === 308);
  }));

Deno.test("send() reads an event stream up to the response, past empty events", () =>
  withServer(
    () => {
      const events = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('id: 1\ndata: \n\ndata: {"result":{}}\n\n'));
        },
      });
      return new Response(events, { headers: { "Content-Type": "text/event-stream" } });
    },
    async (origin) => {
      const exchange = await send(origin, { method: "POST" });
      assert.ok(exchange.answered, "an endless stream is read up to the response");
      assert.match(exchange.text, /"result"/);
    },
  ));

Deno.test("send() does not wait for events of a GET stream", () =>
  withServer(
    () => new Response(new ReadableStream(), { headers: { "Content-Type": "text/event-stream" } }),
    async (origin) => {
      const exchange = await send(origin);
      assert.ok(exchange.answered && exchange.ms < 1_000);
    },
  ));

Deno.test("redactToken() removes the token and its parts from body and headers", () =>
  withServer(
    () =>
      new Response("payload-of-the-token!", { headers: { "X-Said": "a.payload-of-the-token.c" } }),
    async (origin) => {
      const exchange = await redactToken(send, () => "a.payload-of-the-token.c")(origin);
      assert.ok(exchange.answered);
      assert.equal(exchange.text, "[token]!");
      assert.equal(exchange.headers.get("X-Said"), "[token]");
    },
  ));
