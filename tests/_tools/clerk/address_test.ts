// clerk:check and clerk:setup send the secret key only to https URLs and loopback.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readConfig } from "../../../supabase/functions/mcp/config.ts";
import { createBackendApi } from "../../../supabase/functions/_tools/clerk/backend_api.ts";

const MAIN = fileURLToPath(
  new URL("../../../supabase/functions/_tools/clerk/main.ts", import.meta.url),
);
const SILENT = { port: 0, hostname: "127.0.0.1", onListen: () => {} };

/** Runs the program against a listener that records keys; `PORT` is replaced by its port. */
async function run(command: string[], address: string) {
  const keys: (string | null)[] = [];
  const server = Deno.serve(SILENT, (request) => {
    keys.push(request.headers.get("Authorization"));
    return Response.json({});
  });
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-net", "--allow-env", "--allow-read", MAIN, ...command],
    env: {
      CLERK_SECRET_KEY: "sk_live_secret",
      CLERK_API_URL: address.replace("PORT", `${server.addr.port}`),
      NO_COLOR: "1",
    },
  }).output();
  await server.shutdown();
  return { code, keys, said: new TextDecoder().decode(stderr) };
}

// 0.0.0.0 reaches the listener but is not loopback: without the check the key would arrive.
const REFUSED = [
  "http://0.0.0.0:PORT",
  "http://api.clerk.com",
  "http://localhost.example.com",
  "http://127.0.0.1.example.com",
  "http://localhost@0.0.0.0:PORT",
  "http://127.0.0.1:80@example.com",
  "HTTP://example.com",
  "ws://127.0.0.1:PORT",
  "127.0.0.1:PORT",
  "//api.clerk.com",
  "https://user:password@api.clerk.com",
  "https://api.clerk.com?x",
];
for (const address of REFUSED) {
  Deno.test(`CLERK_API_URL=${address} → an error message, and no request`, async () => {
    const { code, keys, said } = await run(["check"], address);
    assert.equal(code, 2, said);
    assert.deepEqual(keys, []);
    assert.match(said, /^CLERK_API_URL must .+\. Nothing was sent\./);
    assert.doesNotMatch(said, /sk_live_secret/);
  });

  Deno.test(`CLERK_API_URL=${address} → the function does not boot`, () => {
    const variables: Record<string, string> = {
      SUPABASE_URL: "https://project.supabase.co",
      SUPABASE_SECRET_KEY: "sb_secret_x",
      CLERK_PUBLISHABLE_KEY: `pk_live_${btoa("clerk.example.com$")}`,
      CLERK_SECRET_KEY: "sk_live_secret",
      CLERK_API_URL: address.replace("PORT", "8080"),
    };
    assert.throws(() => readConfig((name) => variables[name]), /CLERK_API_URL must/);
  });
}

Deno.test("clerk:setup rejects the same addresses as clerk:check", async () => {
  const { code, keys } = await run(["setup", "--yes"], "http://0.0.0.0:PORT");
  assert.equal(code, 2);
  assert.deepEqual(keys, []);
});

Deno.test("clerk:check sends the key to loopback, with or without a trailing slash", async () => {
  for (const address of ["http://127.0.0.1:PORT", "http://127.0.0.1:PORT/"]) {
    const { code, keys } = await run(["check"], address);
    assert.equal(code, 1);
    assert.deepEqual(keys, ["Bearer sk_live_secret"]);
  }
});

Deno.test("BackendApi does not follow redirects, not even on the same host", async () => {
  const paths: string[] = [];
  const server = Deno.serve(SILENT, (request) => {
    const { pathname } = new URL(request.url);
    paths.push(pathname);
    return new Response(null, { status: 307, headers: { Location: "/elsewhere" } });
  });
  const api = createBackendApi("sk_live_secret", `http://127.0.0.1:${server.addr.port}`);
  await assert.rejects(api.read());
  await assert.rejects(api.change("pkce_required", true));
  await server.shutdown();
  assert.ok(paths.every((path) => path !== "/elsewhere"), `${paths}`);
});
