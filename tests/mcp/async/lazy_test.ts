// What is made late is made once.

import assert from "node:assert/strict";
import { lazy } from "../../../supabase/functions/mcp/async/lazy.ts";

Deno.test("nothing is made before it is needed, and then only once, even if it is nothing", () => {
  let made = 0;
  const get = lazy(() => void made++);
  assert.equal(made, 0);
  assert.equal(get(), undefined);
  assert.equal(get(), undefined);
  assert.equal(made, 1);
});

Deno.test("what could not be made is tried again", () => {
  let tries = 0;
  const get = lazy(() => {
    if (++tries === 1) throw new Error("not yet");
    return tries;
  });
  assert.throws(get, /not yet/);
  assert.equal(get(), 2);
});

Deno.test("what could not be made in time is tried again", async () => {
  let tries = 0;
  const get = lazy(() => ++tries === 1 ? Promise.reject(new Error("not yet")) : Promise.resolve(2));
  await assert.rejects(get(), /not yet/);
  assert.equal(await get(), 2);
  assert.equal(get(), get());
});
