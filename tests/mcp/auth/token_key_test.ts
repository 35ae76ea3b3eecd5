// Cache keys of tokens: one key for a token, however it is hashed.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";

/** A fresh instance of the module, as in a new worker. */
async function fresh() {
  const url = new URL("../../../supabase/functions/mcp/auth/token_key.ts", import.meta.url);
  return await import(`${url.href}?${crypto.randomUUID()}`);
}

Deno.test("a token has the same key before and after node:crypto is loaded, its SHA-256", async () => {
  const { tokenKey, hashFaster } = await fresh();
  const expected = createHash("sha256").update("tökén").digest("base64");
  const first = tokenKey("tökén");
  assert.ok(first instanceof Promise);
  assert.equal(await first, expected);
  hashFaster();
  for (let turn = 0; turn < 100 && tokenKey("tökén") instanceof Promise; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assert.equal(tokenKey("tökén"), expected);
});
