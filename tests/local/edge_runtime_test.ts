// The emulated Edge Runtime: its APIs and permissions instead of Deno's.

import assert from "node:assert/strict";
import { startFunction } from "./function_process.ts";
import { LATER_APIS } from "./edge_runtime/later_apis.ts";
import { withFunctions } from "./temporary_functions.ts";

const ENVIRONMENT = { GREETING: "hello", SUPABASE_URL: "http://kong:8000" };

/** Runs a function that boots with `boot` and returns the value of `expression`. */
async function evaluated(expression: string, boot = "", gateway?: string): Promise<unknown> {
  const source = `
    import process from "node:process";
    const tried = async (what) => { try { return await what() ?? "nothing"; } catch (e) { return e.name; } };
    ${boot}
    export default { fetch: async (...args) => Response.json(await (async () => (${expression}))()) };`;
  let seen: unknown;
  await withFunctions({ probe: source }, async (folder) => {
    const options = { name: "probe", folder, environment: ENVIRONMENT, gateway, onLine: () => {} };
    const { origin, stop } = await startFunction(options);
    try {
      seen = await (await fetch(`${origin}/probe`)).json();
    } finally {
      await stop();
    }
  });
  return seen;
}

Deno.test("a function sees only its own variables, through every API", async () => {
  const seen = await evaluated(`{
    all: Deno.env.toObject(),
    process: { ...process.env },
    hidden: ["HOME", "PATH", "PWD", "HOSTNAME", "NO_COLOR"].map((name) =>
      [Deno.env.get(name), Deno.env.has(name), process.env[name]]),
    set: await tried(() => Deno.env.set("GREETING", "bye")),
    deleted: (Deno.env.delete("GREETING"), Deno.env.get("GREETING")),
  }`);
  assert.deepEqual(seen, {
    all: ENVIRONMENT,
    process: ENVIRONMENT,
    hidden: Array(5).fill([null, false, null]),
    set: "NotSupported",
    deleted: "hello",
  });
});

Deno.test("a function cannot run programs, use FFI or write; it reads only code, synchronously only at boot", async () => {
  const seen = await evaluated(
    `{
      boot,
      run: await tried(() => new Deno.Command("/bin/ls").output()),
      ffi: await tried(() => Deno.dlopen("libc.so.6", {})),
      write: await tried(() => Deno.makeTempDir()),
      passwords: await tried(() => Deno.readTextFile("/etc/passwd")),
      own: typeof await Deno.readTextFile(new URL(import.meta.url)),
      sync: await tried(() => Deno.readTextFileSync(new URL(import.meta.url))),
      memory: await tried(() => Deno.systemMemoryInfo()),
    }`,
    "const boot = typeof Deno.readTextFileSync(new URL(import.meta.url));",
  );
  const denied = "NotCapable";
  assert.deepEqual(seen, {
    boot: "string",
    run: denied,
    ffi: denied,
    write: denied,
    passwords: denied,
    own: "string",
    sync: "PermissionDenied",
    memory: denied,
  });
});

Deno.test("APIs without effect and absent APIs match the Edge Runtime", async () => {
  const seen = await evaluated(`{
    exit: Deno.exit(3) ?? "went on",
    kill: Deno.kill(Deno.pid, "SIGKILL") ?? "went on",
    listen: Deno.addSignalListener("SIGTERM", () => {}) ?? "went on",
    absent: ["inspect", "noColor", "openKv", "cron", "listenTls", "test", "watchFs"]
      .filter((name) => name in Deno),
    worker: typeof Worker,
    args: Deno.args,
    given: args.length,
  }`);
  assert.deepEqual(seen, {
    exit: "went on",
    kill: "went on",
    listen: "went on",
    absent: [],
    worker: "undefined",
    args: [],
    given: 1,
  });
});

Deno.test("language APIs newer than Deno 2.1.4 are removed", async () => {
  const seen = await evaluated(`[typeof RegExp.escape, typeof Uint8Array.prototype.toBase64,
    typeof new Map().getOrInsert, typeof Temporal, typeof Promise.try, typeof Array.fromAsync]`);
  const removed = Array(4).fill("undefined");
  assert.deepEqual(seen, [...removed, "function", "function"]);
  assert.ok(LATER_APIS.includes("RegExp.escape"));
});

Deno.test("requests to the project's address reach the gateway; others are unchanged", async () => {
  const gateway = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (r) => {
    return Response.json([new URL(r.url).pathname, r.headers.get("apikey"), await r.text()]);
  });
  const origin = `http://127.0.0.1:${gateway.addr.port}`;
  try {
    const post = `{ method: "POST", headers: { apikey: "k" }, body: "b" }`;
    const seen = await evaluated(
      `[
        await (await fetch("http://kong:8000/rest/v1/x", ${post})).json(),
        await (await fetch(new Request("http://kong:8000/y", ${post}))).json(),
        await (await fetch(new URL("${origin}/z"))).json(),
      ]`,
      "",
      origin,
    );
    assert.deepEqual(seen, [["/rest/v1/x", "k", "b"], ["/y", "k", "b"], ["/z", null, ""]]);
  } finally {
    await gateway.shutdown();
  }
});

Deno.test("a function that returns no Response → 502; one that throws → 500", async () => {
  const source = `export default { fetch(request) {
    if (request.method === "GET") return "text";
    throw new Error("broken");
  } };`;
  await withFunctions({ wrong: source }, async (folder) => {
    const options = { name: "wrong", folder, environment: {}, onLine: () => {} };
    const { origin, stop } = await startFunction(options);
    try {
      const statusOf = async (method: string) => {
        const response = await fetch(origin, { method });
        await response.body?.cancel();
        return response.status;
      };
      assert.deepEqual([await statusOf("GET"), await statusOf("POST")], [502, 500]);
    } finally {
      await stop();
    }
  });
});
