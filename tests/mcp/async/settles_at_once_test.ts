// Work that is done, and work that waits.

import assert from "node:assert/strict";
import { settlesAtOnce } from "../../../supabase/functions/mcp/async/settles_at_once.ts";

Deno.test("settled work settles at once, with a result or an error, behind a few promises", async () => {
  assert.equal(await settlesAtOnce(Promise.resolve()), true);
  assert.equal(await settlesAtOnce(Promise.reject(new Error("broken"))), true);
  const behind = Promise.race([
    Promise.resolve().then(() => 1).then(() => 2),
    new Promise(() => {}),
  ]);
  assert.equal(await settlesAtOnce(behind), true);
});

Deno.test("work that waits for a timer does not settle at once, and is not disturbed", async () => {
  const work = new Promise((resolve) => setTimeout(() => resolve("done"), 1));
  assert.equal(await settlesAtOnce(work), false);
  assert.equal(await work, "done");
});
