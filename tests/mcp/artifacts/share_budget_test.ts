// A share's budget: what one link may take of a worker, and that no other link can change that.

import assert from "node:assert/strict";
import { limitShares } from "../../../supabase/functions/mcp/artifacts/share_budget.ts";
import type { SharedArtifact } from "../../../supabase/functions/mcp/artifacts/store.ts";
import { WHOLE } from "./memory_rows.ts";
import { refuses } from "./store_case.ts";

const BUSY = { refusal: "share_busy" } as const;

function limited() {
  const state = { time: 0, opened: 0 };
  const shared = limitShares({
    open: (share) => {
      state.opened++;
      return Promise.resolve(
        share.startsWith("good") ? { title: "T" } as SharedArtifact : undefined,
      );
    },
  }, () => state.time);
  const open = (share: string, times: number) =>
    Promise.all(Array.from({ length: times }, () => shared.open(share, WHOLE)));
  return { state, shared, open };
}

Deno.test("a share opens 600 times at once, then 10 times a second", async () => {
  const { state, shared, open } = limited();
  for (let i = 0; i < 600; i++) await open("good", 1);
  await refuses(shared.open("good", WHOLE), BUSY);
  assert.equal(state.opened, 600);
  state.time = 1_000;
  for (let i = 0; i < 10; i++) await open("good", 1);
  await refuses(shared.open("good", WHOLE), BUSY);
  state.time = 1e9;
  for (let i = 0; i < 600; i++) await open("good", 1);
  await refuses(shared.open("good", WHOLE), BUSY);
});

Deno.test("one share's budget is no other's, and invented shares empty and forget none", async () => {
  const { shared, open } = limited();
  for (let i = 0; i < 600; i++) await open("good 1", 1);
  assert.ok(await shared.open("good 2", WHOLE));
  for (let i = 0; i < 900; i++) await open(`invented ${i}`, 1);
  await refuses(shared.open("good 1", WHOLE), BUSY);
});

Deno.test("invented shares ask the database 1,000 times at once, then 200 times a second", async () => {
  const { state, shared, open } = limited();
  await open("good", 1);
  for (let i = 1; i < 1_000; i++) await open(`invented ${i}`, 1);
  await refuses(shared.open("invented", WHOLE), BUSY);
  assert.equal(state.opened, 1_000);
  assert.ok(await shared.open("good", WHOLE), "a share that was opened before is not kept out");
  state.time = 1_000;
  for (let i = 0; i < 200; i++) await open(`later ${i}`, 1);
  await refuses(shared.open("invented", WHOLE), BUSY);
});

Deno.test("eight shares are opened at a time, and eight more that were opened before", async () => {
  const slow = Promise.withResolvers<void>();
  let isSlow = false;
  const shared = limitShares({
    open: async () => {
      if (isSlow) await slow.promise;
      return { title: "T" } as SharedArtifact;
    },
  }, () => 0);
  await shared.open("known", WHOLE);
  isSlow = true;
  const unknown = Array.from({ length: 8 }, (_, i) => shared.open(`${i}`, WHOLE));
  await refuses(shared.open("one more", WHOLE), BUSY);
  const known = Array.from({ length: 8 }, () => shared.open("known", WHOLE));
  await refuses(shared.open("known", WHOLE), BUSY);
  slow.resolve();
  await Promise.all([...unknown, ...known]);
  assert.ok(await shared.open("one more", WHOLE));
});
