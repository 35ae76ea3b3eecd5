// The emulated gateway, with fake functions in this process.
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { startFunctions } from "./functions.ts";
import { type Backends, type DatabaseRequest, type Gateway, startGateway } from "./gateway.ts";
import { Parts } from "./parts.ts";
import { freePort } from "./ports.ts";
import { withFunctions } from "./temporary_functions.ts";

type Handler = (request: Request) => Response | Promise<Response>;

const HOSTED = { host: "abcdefghijklmnopqrst.supabase.co" };
/** The emulated platforms, and how a gateway emulates each. */
const PLATFORMS: Record<string, Partial<Backends>> = { "the CLI": {}, hosted: { hosted: HOSTED } };

async function withGateway(
  handler: Handler,
  use: (gateway: Gateway, backends: Backends) => Promise<void>,
  options: Partial<Backends> = {},
) {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, handler);
  const functions = new Map([["echo", `http://127.0.0.1:${server.addr.port}`]]);
  const backends: Backends = { functions, ...options };
  const gateway = startGateway(0, backends);
  try {
    await use(gateway, backends);
  } finally {
    await gateway.stop();
    await server.shutdown();
  }
}

const tooLarge: Handler = () => new Response("too large", { status: 413 });
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

Deno.test("a body arrives with its length, or without one if it has none", async () => {
  const describe: Handler = async ({ headers, body }) =>
    Response.json([headers.get("content-length"), (await new Response(body).bytes()).length]);
  await withGateway(describe, async ({ origin }) => {
    const describe = async (body: BodyInit) =>
      await (await fetch(`${origin}/functions/v1/echo`, { method: "POST", body })).json();
    assert.deepEqual(await describe("x".repeat(100_000)), ["100000", 100_000]);
    assert.deepEqual(await describe(new Blob(["stream"]).stream()), [null, 6]);
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

/** A body that is sent piece by piece, and the answer to it. */
function sendSlowly(url: string) {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const answer = fetch(url, { method: "POST", body: readable, signal: AbortSignal.timeout(5_000) });
  const send = (text: string) => writer.write(new TextEncoder().encode(text));
  return { answer, send, end: () => writer.close() };
}

const SHORT_MS = 100;
/** Whether the promise is still pending after a while. */
const isPending = (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => false), delay(SHORT_MS, true)]);

for (const [platform, options] of Object.entries(PLATFORMS)) {
  Deno.test(`${platform}: an answer leaves when the request's body has ended, and is whole`, async () => {
    const echo: Handler = (request) => new Response(request.body);
    await withGateway(echo, async ({ origin }) => {
      const { answer, send, end } = sendSlowly(`${origin}/functions/v1/echo`);
      await send("first ");
      assert.ok(await isPending(answer));
      await send("second");
      await end();
      assert.equal(await (await answer).text(), "first second");
    }, options);
  });

  Deno.test(`${platform}: a refusal before the body was read reaches a client that sends it all`, async () => {
    await withGateway(tooLarge, async ({ origin }) => {
      const body = new Uint8Array(5_000_000);
      const response = await fetch(`${origin}/functions/v1/echo`, { method: "POST", body });
      assert.equal(response.status, 413);
      assert.equal(await response.text(), "too large");
    }, options);
  });
}

Deno.test("hosted: a client that stalls gets its refusal with the next bytes it sends", async () => {
  await withGateway(tooLarge, async ({ origin }) => {
    const { answer, send } = sendSlowly(`${origin}/functions/v1/echo`);
    await send("a");
    assert.ok(await isPending(answer));
    // More than one piece, if the function takes longer to answer.
    do await send("b"); while (await isPending(answer));
    const response = await answer;
    assert.equal(response.status, 413);
    assert.equal(await response.text(), "too large");
  }, { hosted: HOSTED });
});

Deno.test("the CLI: a client that stalls gets its refusal when its body has ended", async () => {
  await withGateway(tooLarge, async ({ origin }) => {
    const { answer, send, end } = sendSlowly(`${origin}/functions/v1/echo`);
    await send("a");
    assert.ok(await isPending(answer));
    await send("b");
    assert.ok(await isPending(answer));
    await end();
    assert.equal((await answer).status, 413);
  });
});

for (const [platform, options] of Object.entries(PLATFORMS)) {
  Deno.test(`${platform}: a compressed response arrives as the function sent it`, async () => {
    const compressed: Handler = () => {
      const body = new Blob(["compressed"]).stream().pipeThrough(new CompressionStream("gzip"));
      return new Response(body, { headers: { "content-encoding": "gzip" } });
    };
    await withGateway(compressed, async ({ origin }) => {
      for (const method of ["GET", "POST"]) {
        const response = await fetch(`${origin}/functions/v1/echo`, { method });
        assert.equal(await response.text(), "compressed", method);
      }
    }, options);
  });
}

Deno.test("hosted: a web page becomes text on GET only, without a custom domain", async () => {
  const page: Handler = () => new Response("<p>", { headers: { "content-type": "text/html" } });
  const typeOf = async (method: string, hosted: Backends["hosted"]) => {
    let type: string | null = "";
    await withGateway(page, async ({ origin }) => {
      const response = await fetch(`${origin}/functions/v1/echo`, { method });
      assert.equal(await response.text(), "<p>");
      type = response.headers.get("content-type");
    }, { hosted });
    return type;
  };
  assert.equal(await typeOf("GET", HOSTED), "text/plain");
  assert.equal(await typeOf("POST", HOSTED), "text/html");
  assert.equal(await typeOf("GET", { host: "mcp.example.com" }), "text/html");
  assert.equal(await typeOf("GET", undefined), "text/html");
});

Deno.test("hosted: preflights allow what the function allows, or the reported four headers", async () => {
  const allows: Handler = () =>
    new Response(null, {
      status: 204,
      headers: { "access-control-allow-headers": "MCP-Protocol-Version" },
    });
  const allowed = async (method: string, hosted: Backends["hosted"]) => {
    let headers: string | null = "";
    await withGateway(allows, async ({ origin }) => {
      const response = await fetch(`${origin}/functions/v1/echo`, { method });
      assert.equal(response.status, 204);
      headers = response.headers.get("access-control-allow-headers");
    }, { hosted });
    return headers;
  };
  const reported = { ...HOSTED, replacesAllowHeaders: true } as const;
  assert.equal(await allowed("OPTIONS", HOSTED), "MCP-Protocol-Version");
  const four = "authorization, x-client-info, apikey, content-type";
  assert.equal(await allowed("OPTIONS", reported), four);
  assert.equal(await allowed("DELETE", reported), "MCP-Protocol-Version");
});

Deno.test("an outage answers every request with a web page, until it ends", async () => {
  await withGateway(echo, async ({ origin }, backends) => {
    backends.outage = 502;
    for (const path of ["/functions/v1/echo", "/rest/v1/things", "/"]) {
      const response = await fetch(origin + path);
      assert.equal(response.status, 502, path);
      assert.match(response.headers.get("content-type") ?? "", /^text\/html/, path);
      assert.match(await response.text(), /<title>project\.supabase\.co \| 502: Bad gateway/, path);
    }
    backends.outage = undefined;
    const response = await fetch(`${origin}/functions/v1/echo`);
    assert.equal(response.status, 200);
    await response.body?.cancel();
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

/** What each platform answers when a function does not start, passes a limit, or crashes. */
const FAILURES: Record<string, Record<"boot" | "limit" | "crash", [number, string, string]>> = {
  "the CLI": {
    boot: [503, "BOOT_ERROR", "Worker failed to boot (please check logs)"],
    limit: [
      546,
      "WORKER_LIMIT",
      "Worker failed to respond due to a resource limit (please check logs)",
    ],
    crash: [500, "WORKER_ERROR", "Function exited due to an error (please check logs)"],
  },
  hosted: {
    boot: [503, "BOOT_ERROR", "Function failed to start (please check logs)"],
    limit: [
      546,
      "WORKER_RESOURCE_LIMIT",
      "Function failed due to not having enough compute resources (please check logs)",
    ],
    crash: [500, "WORKER_ERROR", "Function exited due to an error (please check logs)"],
  },
};

async function failureAt(url: string): Promise<[number, string, string]> {
  const response = await fetch(url);
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  const { code, message } = await response.json();
  return [response.status, code, message];
}

for (const [platform, options] of Object.entries(PLATFORMS)) {
  Deno.test(`${platform}: a function that is not there gets 503 BOOT_ERROR until it is back`, async () => {
    await withGateway(echo, async ({ origin }, { functions }) => {
      const running = functions.get("echo")!;
      functions.set("echo", `http://127.0.0.1:${freePort()}`);
      const url = `${origin}/functions/v1/echo`;
      assert.deepEqual(await failureAt(url), FAILURES[platform]?.boot);
      functions.set("echo", running);
      const response = await fetch(url);
      assert.equal(response.status, 200);
      await response.body?.cancel();
    }, options);
  });

  Deno.test(`${platform}: a killed worker is a passed limit, one that crashes is an error`, async () => {
    const waits = `export default { fetch: () => new Promise(() => {}) };`;
    const crashes = `export default { fetch: () => { setTimeout(() => { throw new Error("x"); });
      return new Promise(() => {}); } };`;
    await withFunctions({ waits, crashes }, async (folder) => {
      await using parts = new Parts();
      const functions = new Map<string, string>();
      const statuses = new Map<string, Promise<Deno.CommandStatus>>();
      const pids = new Map<string, number>();
      const gateway = await parts.add(startGateway(0, { functions, statuses, ...options }));
      await startFunctions(
        {
          ...{ folder, environment: {}, watch: false, progress: () => {} },
          onFunction: (name, { pid, status }) => {
            pids.set(name, pid);
            statuses.set(name, status);
          },
        },
        parts,
        functions,
      );
      const failed = FAILURES[platform]!;
      const cutOff = failureAt(`${gateway.origin}/functions/v1/waits`);
      assert.ok(await isPending(cutOff));
      Deno.kill(pids.get("waits")!, "SIGKILL");
      assert.deepEqual(await cutOff, failed.limit);
      assert.deepEqual(await failureAt(`${gateway.origin}/functions/v1/crashes`), failed.crash);
      assert.deepEqual(await failureAt(`${gateway.origin}/functions/v1/waits`), failed.boot);
    });
  });
}

Deno.test("hosted: failures and unknown functions are named in a header, too", async () => {
  await withGateway(echo, async ({ origin }, { functions }) => {
    functions.set("echo", `http://127.0.0.1:${freePort()}`);
    const codes: Record<string, string> = { echo: "BOOT_ERROR", nope: "NOT_FOUND" };
    for (const [name, code] of Object.entries(codes)) {
      const response = await fetch(`${origin}/functions/v1/${name}`);
      assert.equal(response.headers.get("sb-error-code"), code);
      assert.equal((await response.json()).code, code);
    }
  }, { hosted: HOSTED });
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
