// Cases of shares: who has one opens one artifact, as long as it is live, and learns nothing else.

import { WHOLE } from "./memory_rows.ts";
import assert from "node:assert/strict";
import { make, refuses, refusesAndKeeps, type StoreCases } from "./store_case.ts";

const DAY = 24 * 60 * 60 * 1000;
const MAX_SHARES = 10;
/** How many days make a share that has expired when it is made. */
const EXPIRED = -1;

export const SHARE_CASES: StoreCases = {
  "a share opens the artifact's text, without its owner or id": async (
    store,
    { shared },
  ) => {
    const given = { title: "T", kind: "code", language: "go", content: "a\r\n😀" } as const;
    const { id, size, updated_at } = await make(store, { ...given, tags: ["private"] });
    const { share } = await store.share(id, 7);
    assert.match(share, /^[A-Za-z0-9_-]{32}$/);
    const opened = await shared.open(share, WHOLE);
    assert.deepEqual(opened, { ...given, size, version: 1, updated_at, offset: 0 });
    assert.ok(!JSON.stringify(opened).includes("user_"));
  },

  "a share opens the newest version, not the one it was made at": async (store, { shared }) => {
    const { id } = await make(store, { content: "one" });
    const { share } = await store.share(id.toUpperCase(), 7);
    await store.update(id, 1, { content: "two", title: "New" });
    const { content, version, title } = await shared.open(share, WHOLE) ?? {};
    assert.deepEqual({ content, version, title }, { content: "two", version: 2, title: "New" });
  },

  "a share has its time of expiry": async (store, { setClock }) => {
    await setClock(Date.now());
    const { id } = await make(store);
    for (const days of [1, 7, 365]) {
      const { expires_at } = await store.share(id, days);
      assert.match(expires_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      const off = Date.parse(expires_at) - Date.now() - days * DAY;
      assert.ok(Math.abs(off) < 60_000, `${expires_at} is not in ${days} days`);
    }
  },

  "text that never was a share opens nothing": async (store, { shared }) => {
    const { id } = await make(store);
    const { share } = await store.share(id, 7);
    const swapped = share.replace(
      /[a-zA-Z]/,
      (letter) => letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    );
    const wrong = ["", "share", id, "A".repeat(32), `${share}A`, share.slice(0, -1), ` ${share}`];
    for (const each of [...wrong, `${share}\n`, swapped, `${share.slice(0, -1)}'`, "%"]) {
      assert.equal(await shared.open(each, WHOLE), undefined, JSON.stringify(each));
    }
    assert.ok(await shared.open(share, WHOLE));
  },

  "each share of an artifact opens it, and no two are the same": async (store, { shared }) => {
    const { id } = await make(store, { content: "one" });
    const other = await make(store, { content: "other" });
    const shares = [];
    for (let made = 0; made < 3; made++) shares.push((await store.share(id, 7)).share);
    assert.equal(new Set(shares).size, 3);
    for (const share of shares) assert.equal((await shared.open(share, WHOLE))?.content, "one");
    const { share } = await store.share(other.id, 7);
    assert.equal((await shared.open(share, WHOLE))?.content, "other");
  },

  "unshare() closes every share of one artifact and of no other": async (store, { shared }) => {
    const { id } = await make(store);
    const other = await make(store, { title: "Other" });
    const shares = [await store.share(id, 7), await store.share(id, 1)];
    const kept = await store.share(other.id, 7);
    assert.equal(await store.unshare(id), 2);
    for (const { share } of shares) assert.equal(await shared.open(share, WHOLE), undefined);
    assert.equal((await shared.open(kept.share, WHOLE))?.title, "Other");
    assert.equal(await store.unshare(id), 0);
    const { share } = await store.share(id, 7);
    assert.ok(await shared.open(share, WHOLE));
  },

  "an expired share opens nothing, and is not counted as revoked": async (store, { shared }) => {
    const { id } = await make(store);
    const { share } = await store.share(id, EXPIRED);
    assert.equal(await shared.open(share, WHOLE), undefined);
    await store.share(id, 7);
    await store.share(id, EXPIRED);
    assert.equal(await store.unshare(id), 1);
  },

  "an artifact has at most ten shares, the expired not counted": async (
    store,
    { shared },
  ) => {
    const { id } = await make(store);
    const other = await make(store);
    for (let made = 0; made < MAX_SHARES; made++) {
      await store.share(id, EXPIRED);
      await store.share(id, 7);
    }
    await refuses(store.share(id, 7), { refusal: "too_many_shares" });
    const { share } = await store.share(other.id, 7);
    assert.ok(await shared.open(share, WHOLE));
    assert.equal(await store.unshare(id), MAX_SHARES);
    await store.share(id, 7);
  },

  "trashing closes shares for good: restoring opens none": async (store, { shared }) => {
    const { id } = await make(store);
    const { share } = await store.share(id, 7);
    await store.trash(id);
    assert.equal(await shared.open(share, WHOLE), undefined);
    await refusesAndKeeps(store, () => store.share(id, 7), { refusal: "in_trash" });
    assert.equal(await store.unshare(id), 0);
    await store.restore(id);
    assert.equal(await shared.open(share, WHOLE), undefined);
    const again = await store.share(id, 7);
    assert.ok(await shared.open(again.share, WHOLE));
  },

  "a destroyed artifact's share opens nothing": async (store, { shared }) => {
    const { id } = await make(store);
    const { share } = await store.share(id, 7);
    await store.trash(id);
    await store.destroy(id);
    assert.equal(await shared.open(share, WHOLE), undefined);
  },

  "sharing and revoking another user's artifact is refused": async (
    store,
    { stranger, shared },
  ) => {
    const { id } = await make(store);
    const { share } = await store.share(id, 7);
    await refuses(stranger.share(id, 7), { refusal: "not_found" });
    await refuses(stranger.unshare(id), { refusal: "not_found" });
    assert.ok(await shared.open(share, WHOLE));
    assert.equal(await store.unshare(id), 1);
  },
};
