// Changes of one owner run one at a time and in order, even after a failed one.

import assert from "node:assert/strict";
import { createSerialQueue } from "../../../supabase/functions/mcp/async/serial_queue.ts";

Deno.test("a change starts when the owner's earlier changes have ended, even in failure; other owners do not wait", async () => {
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

Deno.test("a hanging change holds up the owner's other changes for a moment only", async () => {
  const inOrder = createSerialQueue(10);
  const hanging = Promise.withResolvers<void>();
  const first = inOrder("alice", () => hanging.promise);
  assert.equal(await inOrder("alice", () => Promise.resolve("second")), "second");
  hanging.resolve();
  await first;
});
