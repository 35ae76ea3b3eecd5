// Cases of simultaneous calls: they run one after the other, or are refused.

import assert from "node:assert/strict";
import {
  StoreRejectedError,
  type StoreRejection,
} from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import { draft, everything, make, makeVersions, type StoreCases } from "./store_case.ts";

const AT_ONCE = 6;

/** How many calls succeeded, and why the others were refused. */
async function outcomes(call: (at: number) => Promise<unknown>, count = AT_ONCE) {
  const all = await Promise.allSettled(Array.from({ length: count }, (_, at) => call(at)));
  const reasons = all.flatMap((each) => each.status === "rejected" ? [each.reason] : []);
  const refusals = reasons.map((reason): StoreRejection => {
    if (reason instanceof StoreRejectedError) return reason.why;
    throw reason;
  });
  return { done: all.length - refusals.length, refusals };
}

export const CONCURRENCY_CASES: StoreCases = {
  "of simultaneous updates one succeeds, and the others are stale": async (store) => {
    const { id } = await make(store);
    const { done, refusals } = await outcomes((at) => store.update(id, 1, { content: `${at}` }));
    assert.equal(done, 1);
    assert.deepEqual(
      refusals,
      Array(AT_ONCE - 1).fill({ refusal: "version_conflict", version: 2 }),
    );
    assert.equal((await everything(store)).length, 2);
  },

  "simultaneous restores get a version number each": async (store) => {
    const id = await makeVersions(store, ["one", "two", "three"]);
    const { done } = await outcomes((at) => store.restore(id, at % 2 + 1));
    assert.equal(done, AT_ONCE);
    const versions = (await everything(store)).map(({ version }) => version);
    assert.deepEqual(versions, versions.map((_, at) => at + 1));
  },

  "simultaneous creates stop at the quota": async (_store, { within }) => {
    const three = within({ artifacts: 3 });
    const { done, refusals } = await outcomes(() => make(three));
    assert.equal(done, 3);
    assert.deepEqual(
      refusals,
      Array(3).fill({ refusal: "quota_exceeded", of: "artifacts", used: 3 }),
    );
    const { bytes } = await three.usage();
    const narrow = within({ bytes: bytes / 3 * 5 });
    assert.equal((await outcomes(() => make(narrow))).done, 2);
    assert.deepEqual(await narrow.usage(), { artifacts: 5, bytes: bytes / 3 * 5 });
  },

  "simultaneous creates with one key make one artifact": async (store, { setClock }) => {
    await setClock(Date.now());
    const all = await Promise.all(
      Array.from({ length: AT_ONCE }, () => store.create(draft(), "key")),
    );
    assert.equal(new Set(all.map(({ artifact }) => artifact.id)).size, 1);
    const replayed = all.map(({ replayed }) => replayed).toSorted();
    assert.deepEqual(replayed, ["no", ...Array(AT_ONCE - 1).fill("same")]);
  },

  "simultaneous shares stop at ten": async (store) => {
    const { id } = await make(store);
    const { done, refusals } = await outcomes(() => store.share(id, 7), 12);
    assert.equal(done, 10);
    assert.deepEqual(refusals, Array(2).fill({ refusal: "too_many_shares" }));
  },

  "an artifact trashed, restored and destroyed at the same time is whole or gone": async (
    store,
  ) => {
    const id = await makeVersions(store, ["one", "two"]);
    const calls = [
      () => store.trash(id),
      () => store.restore(id),
      () => store.destroy(id),
      () => store.update(id, 2, { content: "three" }),
    ];
    await outcomes((at) => (calls[at % 4] ?? calls[0])?.() ?? Promise.resolve(), 12);
    const kept = await everything(store);
    assert.deepEqual(kept.map(({ version }) => version), kept.map((_, at) => at + 1));
    const { artifacts, bytes } = await store.usage();
    assert.equal(artifacts, kept.length > 0 ? 1 : 0);
    assert.equal(bytes > 0, kept.length > 0);
  },
};
