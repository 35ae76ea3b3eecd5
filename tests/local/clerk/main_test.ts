// The stand-in as a process.
import assert from "node:assert/strict";
import { publishableKeyOf, SECRET_KEY } from "./api_keys.ts";

Deno.test("the process prints its issuer and exits with 0 on SIGTERM", async () => {
  const main = new URL("main.ts", import.meta.url).pathname;
  const clerk = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", main, "--access-tokens", "opaque"],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = clerk.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const issuer = /^clerk (http:\/\/127\.0\.0\.1:\d+)\n$/.exec((await reader.read()).value ?? "")
    ?.[1];
  const response = await fetch(`${issuer}/v1/jwks`, {
    headers: { authorization: `Bearer ${SECRET_KEY}` },
  });
  assert.equal((await response.json()).keys.length, 1);
  clerk.kill("SIGTERM");
  assert.deepEqual({ ...await clerk.status }, { success: true, code: 0, signal: null });
  await reader.cancel();
});

Deno.test("publishableKeyOf() encodes the issuer's host", () => {
  assert.equal(publishableKeyOf("http://127.0.0.1:8787"), "pk_test_MTI3LjAuMC4xOjg3ODck");
  assert.equal(atob("MTI3LjAuMC4xOjg3ODck"), "127.0.0.1:8787$");
});
