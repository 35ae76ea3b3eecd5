// The emulated gateway, with fake functions in this process.
import assert from "node:assert/strict";
import { type Backends, type DatabaseRequest, type Gateway, startGateway } from "./gateway.ts";
import { freePort } from "./ports.ts";

type Handler = (request: Request) => Response | Promise<Response>;

async function withGateway(
  handler: Handler,
  use: (gateway: Gateway, backends: Backends) => Promise<void>,
) {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, handler);
  const functions = new Map([["echo", `http://127.0.0.1:${server.addr.port}`]]);
  const backends: Backends = { functions };
  const gateway = startGateway(0, backends);
  try {
    await use(gateway, backends);
  } finally {
    await gateway.stop();
    await server.shutdown();
  }
}

const echo: Handler = (request) =>
  Response.json({ url: request.url, headers: Object.fromEntries(request.headers) });

Deno.test("a function receives its path, the internal port and the requested host", async () => {
  await withGateway(echo, async ({ origin, port }) => {
    const url = `${origin}/functions/v1/echo/a%20b/?q=1&q=2`;
    const seen = await (await fetch(url, { headers: { authorization: "Bearer t" } })).json();
    assert.equal(seen.url, "http://127.0.0.1:8081/echo/a%20b/?q=1&q=2");
    assert.equal(seen.headers.authorization, "Bearer t");
    assert.equal(seen.headers["x-forwarded-host"], "127.0.0.1");
    assert.equal(seen.headers["x-forwarded-port"], String(port));
    assert.equal(seen.headers["x-forwarded-proto"], "http");
    assert.equal(seen.headers["x-forwarded-path"], "/functions/v1/echo/a%20b/");
    assert.equal(seen.headers["x-forwarded-prefix"], "/functions/v1/");
  });
});

Deno.test("a client's forwarding headers are overwritten, its Host is forwarded", async () => {
  await withGateway(echo, async ({ origin, port }) => {
    const hostile = {
      "host": "EVIL.example:99",
      "x-forwarded-host": "other.example",
      "x-forwarded-port": "1",
      "x-forwarded-proto": "https",
      "x-forwarded-for": "6.6.6.6",
      "x-forwarded-path": "/x",
      "x-forwarded-prefix": "/x",
    };
    using client = Deno.createHttpClient({ allowHost: true });
    const response = await fetch(`${origin}/functions/v1/echo`, { headers: hostile, client });
    const seen = await response.json();
    assert.equal(seen.url, "http://evil.example:8081/echo");
    assert.equal(seen.headers["x-forwarded-host"], "evil.example");
    assert.equal(seen.headers["x-forwarded-port"], String(port));
    assert.equal(seen.headers["x-forwarded-proto"], "http");
    assert.equal(seen.headers["x-forwarded-for"], "127.0.0.1");
    assert.equal(seen.headers["x-forwarded-path"], "/functions/v1/echo");
    assert.equal(seen.headers["x-forwarded-prefix"], "/functions/v1/");
  });
});

Deno.test("status, headers and redirects of a function are unchanged, also for OPTIONS", async () => {
  const refuse: Handler = ({ method }) =>
    new Response(null, {
      status: method === "OPTIONS" ? 204 : 307,
      headers: {
        "www-authenticate": 'Bearer realm="r"',
        "location": "/elsewhere",
        "x-method": method,
      },
    });
  await withGateway(refuse, async ({ origin }) => {
    for (const [method, status] of [["OPTIONS", 204], ["GET", 307], ["DELETE", 307]] as const) {
      const response = await fetch(`${origin}/functions/v1/echo`, { method, redirect: "manual" });
      assert.equal(response.status, status);
      assert.equal(response.headers.get("x-method"), method);
      assert.equal(response.headers.get("www-authenticate"), 'Bearer realm="r"');
      assert.equal(response.headers.get("location"), "/elsewhere");
      assert.equal(response.headers.get("access-control-allow-origin"), null);
    }
  });
});

Deno.test("bodies stream both ways", async () => {
  await withGateway((request) => new Response(request.body), async ({ origin }) => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    void writer.write(new TextEncoder().encode("first"));
    const init = { method: "POST", body: readable, signal: AbortSignal.timeout(5_000) };
    const response = await fetch(`${origin}/functions/v1/echo`, init);
    const reader = response.body!.getReader();
    // The response starts before the request ends.
    assert.equal(new TextDecoder().decode((await reader.read()).value), "first");
    await writer.close();
    assert.equal((await reader.read()).done, true);
  });
});

Deno.test("a refusal sent before the body was read reaches the client", async () => {
  await withGateway(() => new Response("too large", { status: 413 }), async ({ origin }) => {
    const body = new Uint8Array(5_000_000);
    const response = await fetch(`${origin}/functions/v1/echo`, { method: "POST", body });
    assert.equal(response.status, 413);
    assert.equal(await response.text(), "too large");
  });
});

Deno.test("unknown functions, the root and /.well-known get 404", async () => {
  await withGateway(echo, async ({ origin }) => {
    const unknown = await fetch(`${origin}/functions/v1/nope/echo`);
    assert.equal(unknown.status, 404);
    assert.equal(await unknown.text(), "Function not found");
    for (const path of ["/.well-known/oauth-protected-resource/functions/v1/echo", "/", "/echo"]) {
      const response = await fetch(origin + path);
      assert.equal(response.status, 404, path);
      assert.deepEqual(await response.json(), { error: "requested path is invalid" });
    }
  });
});

Deno.test("a restarting function gets 503 until it is back", async () => {
  await withGateway(echo, async ({ origin }, { functions }) => {
    const running = functions.get("echo")!;
    functions.set("echo", `http://127.0.0.1:${freePort()}`);
    const response = await fetch(`${origin}/functions/v1/echo`);
    assert.equal(response.status, 503);
    assert.match((await response.json()).message, /^Function echo does not answer: it is starting/);
    functions.set("echo", running);
    assert.equal((await fetch(`${origin}/functions/v1/echo`)).status, 200);
  });
});

Deno.test("onDatabaseRequest gets each Data API request once, with its query, and no other request", async () => {
  await withGateway(echo, async ({ origin }, backends) => {
    const seen: DatabaseRequest[] = [];
    backends.onDatabaseRequest = (request) => seen.push(request);
    assert.equal((await fetch(`${origin}/rest/v1/things`)).status, 503, "still starting");
    backends.database = async (request) => new Response(`${request.url} ${await request.text()}`);
    const post = await fetch(`${origin}/rest/v1/things?select=id`, { method: "POST", body: "{}" });
    assert.equal(await post.text(), `${origin}/rest/v1/things?select=id {}`);
    await fetch(`${origin}/functions/v1/echo/rest/v1/things`);
    assert.deepEqual(seen, [
      { method: "GET", path: "/rest/v1/things" },
      { method: "POST", path: "/rest/v1/things?select=id" },
    ]);
  });
});
