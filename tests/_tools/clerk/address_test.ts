// Where clerk:check and clerk:setup send the secret key: https, or this machine.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readConfig } from "../../../supabase/functions/mcp/config.ts";
import { createBackendApi } from "../../../supabase/functions/_tools/clerk/backend_api.ts";

const MAIN = fileURLToPath(
  new URL("../../../supabase/functions/_tools/clerk/main.ts", import.meta.url),
);
const SILENT = { port: 0, hostname: "127.0.0.1", onListen: () => {} };

/** Runs the program before a listener that counts what arrives; `PORT` stands for its port. */
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

// 0.0.0.0 leads to the listener and is no loopback address: without a refusal the key arrives.
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
  Deno.test(`CLERK_API_URL=${address}: refused in a sentence, and nothing is sent`, async () => {
    const { code, keys, said } = await run(["check"], address);
    assert.equal(code, 2, said);
    assert.deepEqual(keys, []);
    assert.match(said, /^CLERK_API_URL must .+; nothing was sent\./);
    assert.doesNotMatch(said, /sk_live_secret/);
  });

  Deno.test(`CLERK_API_URL=${address}: the function does not boot with it`, () => {
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

Deno.test("clerk:setup refuses as clerk:check does", async () => {
  const { code, keys } = await run(["setup", "--yes"], "http://0.0.0.0:PORT");
  assert.equal(code, 2);
  assert.deepEqual(keys, []);
});

Deno.test("on loopback the key is sent, with or without a slash at the end", async () => {
  for (const address of ["http://127.0.0.1:PORT", "http://127.0.0.1:PORT/"]) {
    const { code, keys } = await run(["check"], address);
    assert.equal(code, 1);
    assert.deepEqual(keys, ["Bearer sk_live_secret"]);
  }
});

Deno.test("a redirect is not followed, on the same host neither", async () => {
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
