// Cases of creating again with the same idempotency key: nothing is made twice.

import assert from "node:assert/strict";
import type { ArtifactDraft } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import type { CaseContext, StoreCases } from "./store_case.ts";
import { draft, everything, makeVersions, refuses } from "./store_case.ts";

const HOUR = 60 * 60 * 1000;

const OTHER: Partial<ArtifactDraft>[] = [
  { title: "Other" },
  { kind: "markdown" },
  { content: "other" },
  { content: "content " },
  { language: "go" },
  { tags: ["a"] },
];

// The database compares with its own clock, so keys that must be remembered are used at real times.
async function setHoursAgo({ setClock }: CaseContext, hours: number): Promise<void> {
  await setClock(Date.now() - hours * HOUR);
}

export const REPETITION_CASES: StoreCases = {
  "repeating a create with the same key returns the first artifact": async (store, context) => {
    await setHoursAgo(context, 0);
    const first = await store.create(draft({ tags: ["a", "b"], language: "go" }), "key");
    assert.equal(first.replayed, "no");
    const again = await store.create(draft({ tags: ["a", "b"], language: "go" }), "key");
    assert.deepEqual(again, { artifact: first.artifact, replayed: "same" });
    assert.equal((await everything(store)).length, 1);
  },

  "another draft with a used key is refused, and nothing is made": async (store, context) => {
    await setHoursAgo(context, 0);
    const { artifact } = await store.create(draft(), "key");
    for (const parts of OTHER) {
      const again = await store.create(draft(parts), "key");
      assert.deepEqual(again, { artifact, replayed: "other" }, JSON.stringify(parts));
    }
    const wrong = await store.create(draft({ title: "" }), "key");
    assert.equal(wrong.replayed, "other");
    assert.equal((await everything(store)).length, 1);
  },

  "a draft with its tags in another order counts as another draft": async (store, context) => {
    await setHoursAgo(context, 0);
    await store.create(draft({ tags: ["a", "b"] }), "key");
    assert.equal((await store.create(draft({ tags: ["b", "a"] }), "key")).replayed, "other");
    assert.equal((await store.create(draft({ tags: ["a,b"] }), "key")).replayed, "other");
  },

  "a repeated draft is compared with the artifact as created, not as changed since": async (
    store,
    context,
  ) => {
    await setHoursAgo(context, 0);
    const { artifact: { id } } = await store.create(draft({ language: "go" }), "key");
    await store.update(id, 1, { title: "New", language: "" });
    const changed = await store.update(id, 2, { content: "new", tags: ["new"] });
    const again = await store.create(draft({ language: "go" }), "key");
    assert.deepEqual(again, { artifact: changed, replayed: "same" });
    const now = draft({ title: "New", content: "new", tags: ["new"] });
    assert.equal((await store.create(now, "key")).replayed, "other");
  },

  "another key, no key, and another person's same key make new artifacts": async (
    store,
    context,
  ) => {
    await setHoursAgo(context, 0);
    const ids = new Set<string>();
    for (const key of ["key", "Key", "key ", undefined, undefined]) {
      const { artifact, replayed } = await store.create(draft(), key);
      assert.equal(replayed, "no");
      ids.add(artifact.id);
    }
    const theirs = await context.stranger.create(draft(), "key");
    assert.equal(theirs.replayed, "no");
    assert.equal(ids.add(theirs.artifact.id).size, 6);
  },

  "a key is remembered for 24 hours": async (store, context) => {
    await setHoursAgo(context, 23.9);
    const { artifact: { id } } = await store.create(draft(), "key");
    await setHoursAgo(context, 0);
    const again = await store.create(draft(), "key");
    assert.deepEqual([again.artifact.id, again.replayed], [id, "same"]);
  },

  "after 24 hours a key makes a new artifact, and then returns that one": async (
    store,
    context,
  ) => {
    await setHoursAgo(context, 25);
    const old = await store.create(draft(), "key");
    await setHoursAgo(context, 0);
    const fresh = await store.create(draft({ title: "Fresh" }), "key");
    assert.equal(fresh.replayed, "no");
    assert.notEqual(fresh.artifact.id, old.artifact.id);
    const again = await store.create(draft({ title: "Fresh" }), "key");
    assert.deepEqual(again, { artifact: fresh.artifact, replayed: "same" });
    assert.equal((await store.read(old.artifact.id)).title, "Title");
  },

  "a repeated create returns the artifact from the trash": async (store, context) => {
    await setHoursAgo(context, 0);
    const { artifact: { id } } = await store.create(draft(), "key");
    const trashed = await store.trash(id);
    const again = await store.create(draft(), "key");
    assert.deepEqual(again, { artifact: trashed, replayed: "same" });
    assert.ok(again.artifact.deleted_at);
  },

  "a repeated create after destruction makes a new artifact": async (store, context) => {
    await setHoursAgo(context, 0);
    const { artifact: { id } } = await store.create(draft(), "key");
    await store.trash(id);
    await store.destroy(id);
    const again = await store.create(draft(), "key");
    assert.equal(again.replayed, "no");
    assert.notEqual(again.artifact.id, id);
  },

  "a full library still returns what a key made, and a refusal uses up no key": async (
    store,
    context,
  ) => {
    await setHoursAgo(context, 0);
    const full = context.within({ artifacts: 1 });
    const { artifact } = await full.create(draft(), "key");
    assert.deepEqual(await full.create(draft(), "key"), { artifact, replayed: "same" });
    await refuses(full.create(draft(), "two"), {
      refusal: "quota_exceeded",
      of: "artifacts",
      used: 1,
    });
    const invalid = store.create(draft({ title: "" }), "two");
    await refuses(invalid, { refusal: "invalid_field", field: "title" });
    assert.equal((await store.create(draft(), "two")).replayed, "no");
  },

  "an artifact with many versions is compared by its first": async (store, context) => {
    await setHoursAgo(context, 0);
    await makeVersions(store, ["unrelated", "content"]);
    const { artifact: { id } } = await store.create(draft({ content: "one" }), "key");
    await store.update(id, 1, { title: "T2" });
    await store.update(id, 2, { content: "two" });
    await store.restore(id, 1);
    assert.equal((await store.create(draft({ content: "one" }), "key")).replayed, "same");
    assert.equal((await store.create(draft({ content: "two" }), "key")).replayed, "other");
  },
};
