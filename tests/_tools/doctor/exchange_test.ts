// One request, whatever becomes of it.

import assert from "node:assert/strict";
import { createSend, withoutToken } from "../../../supabase/functions/_tools/doctor/exchange.ts";
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

async function whyNot(url: string): Promise<string> {
  const exchange = await send(url);
  return exchange.answered ? "answered" : exchange.why;
}

Deno.test("nobody there, and no such name, are told apart", async () => {
  assert.equal(await whyNot(`http://127.0.0.1:${freePort()}`), "refused");
  // Deno's own words; asking for a name for real takes as long as this machine's resolver likes.
  const cause = new Error(
    "client error (Connect): dns error: failed to lookup address information",
  );
  const nameless = createSend(() => Promise.reject(new TypeError("fetch failed", { cause })));
  const exchange = await nameless("http://doctor.invalid");
  assert.ok(!exchange.answered && exchange.why === "name");
});

Deno.test("addresses of files and data are not read", async () => {
  for (const url of [import.meta.url, "data:application/json,{}", "blob:http://x/y"]) {
    assert.equal(await whyNot(url), "scheme");
  }
});

Deno.test("a connection that is closed without an answer is broken", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const closing = (async () => {
    for await (const connection of listener) connection.close();
  })();
  assert.equal(await whyNot(`http://127.0.0.1:${listener.addr.port}`), "broken");
  listener.close();
  await closing;
});

Deno.test("a redirect is an answer", () =>
  withServer(() => Response.redirect("http://127.0.0.1:1/", 308), async (origin) => {
    const exchange = await send(origin);
    assert.ok(exchange.answered && exchange.status === 308);
  }));

Deno.test("a stream of events is read until the answer has come, past empty events", () =>
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
      assert.ok(exchange.answered, "it never ends, and was read");
      assert.match(exchange.text, /"result"/);
    },
  ));

Deno.test("a stream that GET opens is an answer, whether or not anything comes", () =>
  withServer(
    () => new Response(new ReadableStream(), { headers: { "Content-Type": "text/event-stream" } }),
    async (origin) => {
      const exchange = await send(origin);
      assert.ok(exchange.answered && exchange.ms < 1_000);
    },
  ));

Deno.test("an answer in which the token is repeated, or a part of it, shows none of it", () =>
  withServer(
    () =>
      new Response("payload-of-the-token!", { headers: { "X-Said": "a.payload-of-the-token.c" } }),
    async (origin) => {
      const exchange = await withoutToken(send, () => "a.payload-of-the-token.c")(origin);
      assert.ok(exchange.answered);
      assert.equal(exchange.text, "[token]!");
      assert.equal(exchange.headers.get("X-Said"), "[token]");
    },
  ));
