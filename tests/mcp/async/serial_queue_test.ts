// Changes of one owner: one at a time, in their order, whatever becomes of those before.

import assert from "node:assert/strict";
import { createSerialQueue } from "../../../supabase/functions/mcp/async/serial_queue.ts";

Deno.test("a change begins when those before have ended, also badly; another owner's does not wait", async () => {
  const inOrder = createSerialQueue();
  const seen: string[] = [];
  const first = Promise.withResolvers<void>();
  const changes = [
    inOrder("alice", async () => {
      seen.push("first");
      await first.promise;
    }),
    inOrder("alice", () => Promise.resolve(seen.push("second"))),
    inOrder("bob", () => Promise.resolve(seen.push("bob's"))),
  ];
  await changes[2];
  assert.deepEqual(seen, ["first", "bob's"]);
  first.reject(new Error("refused"));
  await assert.rejects(changes[0] ?? Promise.resolve(), /refused/);
  await changes[1];
  assert.deepEqual(seen, ["first", "bob's", "second"]);
  await inOrder("alice", () => Promise.resolve(seen.push("third")));
  assert.equal(seen.at(-1), "third");
});

Deno.test("a change that hangs holds up the others for a moment only", async () => {
  const inOrder = createSerialQueue(10);
  const hanging = Promise.withResolvers<void>();
  const first = inOrder("alice", () => hanging.promise);
  assert.equal(await inOrder("alice", () => Promise.resolve("second")), "second");
  hanging.resolve();
  await first;
});
