// A lazy value is made once.

import assert from "node:assert/strict";
import { lazy } from "../../../supabase/functions/mcp/async/lazy.ts";

Deno.test("a lazy value is made on first use, and only once, even if it is undefined", () => {
  let made = 0;
  const get = lazy(() => void made++);
  assert.equal(made, 0);
  assert.equal(get(), undefined);
  assert.equal(get(), undefined);
  assert.equal(made, 1);
});

Deno.test("a value that failed is made again on next use", () => {
  let tries = 0;
  const get = lazy(() => {
    if (++tries === 1) throw new Error("not yet");
    return tries;
  });
  assert.throws(get, /not yet/);
  assert.equal(get(), 2);
});

Deno.test("a value that timed out is made again on next use", async () => {
  let tries = 0;
  const get = lazy(() => ++tries === 1 ? Promise.reject(new Error("not yet")) : Promise.resolve(2));
  await assert.rejects(get(), /not yet/);
  assert.equal(await get(), 2);
  assert.equal(get(), get());
});
