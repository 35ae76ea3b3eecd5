// Loading the authorization server's keys: rarely, once at a time, and never guessing.

import assert from "node:assert/strict";
import { createSigningKeys } from "../../../../supabase/functions/mcp/auth/clerk/signing_keys.ts";

const key = (kid: string) => ({ kid, kty: "RSA", use: "sig", n: "n", e: "AQAB" });

function source(initial: unknown) {
  const state = { jwks: initial, loads: 0, now: 1_000_000 };
  const find = createSigningKeys(() => {
    state.loads++;
    return state.jwks instanceof Error ? Promise.reject(state.jwks) : Promise.resolve(state.jwks);
  }, () => state.now);
  return { state, find };
}

Deno.test("simultaneous lookups load the keys once", async () => {
  const { state, find } = source({ keys: [key("a"), key("b")] });
  const found = await Promise.all(Array.from({ length: 20 }, (_, i) => find(i % 2 ? "a" : "b")));
  assert.deepEqual(
    found.map((k) => k?.kid),
    Array.from({ length: 20 }, (_, i) => i % 2 ? "a" : "b"),
  );
  assert.equal(state.loads, 1);
});

Deno.test("a hundred invented kids cause one load at once, then one in thirty seconds", async () => {
  const { state, find } = source({ keys: [key("a")] });
  await find("a");
  for (let i = 0; i < 100; i++) assert.equal(await find(`invented-${i}`), undefined);
  assert.equal(state.loads, 2);
  state.now += 29_900;
  await find("invented-again");
  assert.equal(state.loads, 2);
  state.now += 200;
  for (let i = 0; i < 100; i++) assert.equal(await find(`invented-${i}`), undefined);
  assert.equal(state.loads, 3);
});

Deno.test("a key that is new right after a load is found by all tokens that wait for it", async () => {
  const { state, find } = source({ keys: [key("old")] });
  await find("old");
  state.jwks = { keys: [key("old"), key("new")] };
  const found = await Promise.all(Array.from({ length: 20 }, () => find("new")));
  assert.ok(found.every((each) => each?.kid === "new"));
  assert.equal(state.loads, 2);
});

Deno.test("a kid named like a property of objects finds no key", async () => {
  const { find } = source({ keys: [key("a")] });
  for (const kid of ["constructor", "__proto__", "toString"]) {
    assert.equal(await find(kid), undefined);
  }
});

Deno.test("a new key is found after rotation, and a removed one is gone within five minutes", async () => {
  const { state, find } = source({ keys: [key("old")] });
  await find("old");
  state.jwks = { keys: [key("new")] };
  state.now += 30_000;
  assert.equal((await find("new"))?.kid, "new");
  assert.equal(await find("old"), undefined);
  state.jwks = { keys: [key("newer")] };
  state.now += 5 * 60_000;
  assert.equal(await find("new"), undefined);
});

Deno.test("after a failed load the kid stays undecided, and the keys are requested again", async () => {
  for (
    const fault of [
      new Error("down"),
      { keys: [] },
      {},
      null,
      "text",
      { keys: "x" },
      { keys: [null, { ...key("a"), kty: "EC" }] },
      { keys: [{ ...key("a"), n: undefined }] },
    ]
  ) {
    const { state, find } = source(fault);
    await assert.rejects(() => find("a"), JSON.stringify(fault));
    state.jwks = { keys: [key("a")] };
    state.now += 1_000;
    assert.equal((await find("a"))?.kid, "a");
  }
});

Deno.test("after a failed load there is none for a second, then one for all lookups", async () => {
  const { state, find } = source(new Error("down"));
  await Promise.allSettled(Array.from({ length: 20 }, () => find("a")));
  for (let call = 0; call < 20; call++) await assert.rejects(() => find("a"), /down/);
  assert.equal(state.loads, 1);
  state.now += 999;
  await assert.rejects(() => find("a"), /down/);
  assert.equal(state.loads, 1);
  state.now += 1;
  await Promise.allSettled(Array.from({ length: 20 }, () => find("a")));
  assert.equal(state.loads, 2);
});

Deno.test("keys for other uses are skipped", async () => {
  const { find } = source({
    keys: [{ ...key("enc"), use: "enc" }, { ...key("ec"), kty: "EC" }, null, key("a")],
  });
  assert.equal(await find("enc"), undefined);
  assert.equal(await find("ec"), undefined);
  assert.equal((await find("a"))?.kid, "a");
});
