// The Postgres store when the database refuses, is gone or answers nonsense: one request, and an
// error for the log alone.

import { WHOLE } from "./memory_rows.ts";
import assert from "node:assert/strict";
import { ArtifactStoreError } from "../../../supabase/functions/mcp/artifacts/postgres/data_api.ts";
import { StoreRejectedError } from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import type {
  ArtifactStore,
  SharedArtifacts,
} from "../../../supabase/functions/mcp/artifacts/store.ts";
import { SECRET_KEY, storeAnswered } from "./answered_database.ts";
import { draft } from "./store_case.ts";

const ID = "3f2b8a52-5f0e-4c1a-9d3e-0123456789ab";

const REFUSAL = { code: "42501", message: "permission denied", details: null, hint: null };
const FAILURES: Record<string, () => Response> = {
  "refuses": () => Response.json(REFUSAL, { status: 403 }),
  "breaks": () => new Response("Internal Server Error", { status: 500 }),
  "is overloaded": () => Response.json(REFUSAL, { status: 503, headers: { "Retry-After": "0" } }),
  "is not reached": () => {
    throw new TypeError("connection refused");
  },
  // What the store's own time-out makes fetch throw.
  "does not answer in time": () => {
    throw new DOMException("Signal timed out.", "TimeoutError");
  },
};

type Ports = { store: ArtifactStore; shared: SharedArtifacts };
const CALLS: Record<
  keyof ArtifactStore | keyof SharedArtifacts,
  (ports: Ports) => Promise<unknown>
> = {
  create: ({ store }) => store.create(draft(), "key"),
  list: ({ store }) => store.list({ limit: 1 }),
  search: ({ store }) => store.search({ query: "word", limit: 1, skip: 0 }),
  read: ({ store }) => store.read(ID),
  readChunk: ({ store }) => store.readChunk(ID, WHOLE),
  update: ({ store }) => store.update(ID, 1, { title: "New" }),
  history: ({ store }) => store.history(ID, { limit: 1 }),
  restore: ({ store }) => store.restore(ID, 1),
  trash: ({ store }) => store.trash(ID),
  destroy: ({ store }) => store.destroy(ID),
  share: ({ store }) => store.share(ID, 7),
  unshare: ({ store }) => store.unshare(ID),
  export: ({ store }) => store.export(1000),
  usage: ({ store }) => store.usage(),
  open: ({ shared }) => shared.open("A".repeat(32), WHOLE),
};

for (const [what, answer] of Object.entries(FAILURES)) {
  for (const [method, call] of Object.entries(CALLS)) {
    Deno.test(`when the database ${what}, ${method} sends one request and throws`, async () => {
      const { sent, ...ports } = storeAnswered(answer);
      await assert.rejects(call(ports), (error: Error) => {
        assert.ok(error instanceof ArtifactStoreError, String(error));
        assert.ok(!error.message.includes(SECRET_KEY));
        return true;
      });
      assert.equal(sent.length, 1);
    });
  }
}

const TIME = "2026-11-23 08:38:37.582+00";
const ROW = {
  ...{ ...draft(), id: ID, size: 7, version: 1, deleted_at: null },
  ...{ created_at: TIME, updated_at: TIME },
};
const { updated_at: _updated_at, ...TIMELESS } = ROW;
const ODD_ROWS: Record<string, unknown> = {
  "of a kind that the code does not know": { ...ROW, kind: "pdf" },
  "without its times": TIMELESS,
  "with a time that is none": { ...ROW, updated_at: "yesterday" },
  "that is none": "row",
};

for (const [what, row] of Object.entries(ODD_ROWS)) {
  Deno.test(`a row ${what} is not handed on`, async () => {
    await assert.rejects(storeAnswered(() => Response.json([row])).store.read(ID));
    await assert.rejects(storeAnswered(() => Response.json([row])).store.list({ limit: 1 }));
    const saved = storeAnswered(() => Response.json({ artifact: row, replayed: "no" }));
    await assert.rejects(saved.store.trash(ID));
    await assert.rejects(saved.store.create(draft()));
    await assert.rejects(saved.store.read(ID, 1));
    await assert.rejects(saved.shared.open("A".repeat(32), WHOLE));
    const paged = storeAnswered(() => Response.json({ artifacts: [row], versions: [row] }));
    await assert.rejects(paged.store.search({ query: "word", limit: 1, skip: 0 }));
    await assert.rejects(paged.store.export(1000));
  });
}

const ODD_ANSWERS = [null, [], {}, "artifact", { artifact: null }, { versions: null }, 1];
/** The odd answers that mean something: no row, or nothing left of a destroyed artifact or a share. */
const MEANINGFUL: Record<string, string> = {
  ...{ list: "[]", read: "[]", usage: "[]" },
  ...{ open: '{"artifact":null}', destroy: '{"artifact":null}' },
};

Deno.test("an answer that fits no function and no table is not handed on", async () => {
  for (const [method, call] of Object.entries(CALLS)) {
    for (const answer of ODD_ANSWERS.map((answer) => JSON.stringify(answer))) {
      if (MEANINGFUL[method] === answer) continue;
      const odd = () => new Response(answer, { headers: { "Content-Type": "application/json" } });
      const why = await call(storeAnswered(odd)).then(() => "it was", (error) => error);
      assert.ok(
        why instanceof Error && !(why instanceof StoreRejectedError),
        `${method}: ${answer}, ${why}`,
      );
    }
    const why = await call(storeAnswered(() => new Response())).then(
      () => "it was",
      (error) => error,
    );
    assert.ok(
      why instanceof Error && !(why instanceof StoreRejectedError),
      `${method}: nothing, ${why}`,
    );
  }
});

Deno.test("columns that are no part of an artifact are dropped, the owner above all", async () => {
  const row = { ...ROW, user_id: "user_bob", idempotency_key: "key", words: "'x':1", excerpt: "x" };
  const { store, shared } = storeAnswered(() =>
    Response.json({
      artifact: { ...row, offset: 0 },
      artifacts: [row],
      versions: [row],
      more: false,
      replayed: "no",
    })
  );
  const shown = await Promise.all([
    store.list({ limit: 1 }),
    store.trash(ID),
    store.read(ID),
    store.readChunk(ID, WHOLE, 1),
    store.create(draft()),
    store.search({ query: "word", limit: 1, skip: 0 }),
    store.history(ID, { limit: 1 }),
    store.export(1000),
    shared.open("A".repeat(32), WHOLE),
  ]);
  assert.doesNotMatch(JSON.stringify(shown), /user_bob|idempotency|"words"/);
});

Deno.test("PostgreSQL's notation of a time becomes ISO 8601 in UTC", async () => {
  const times = { created_at: "2026-11-23 08:38:37.5+00", updated_at: "2026-11-23T10:38:37+02:00" };
  const artifact = { ...ROW, ...times };
  const found = await storeAnswered(() => Response.json({ artifact })).store.read(ID);
  assert.equal(found.created_at, "2026-11-23T08:38:37.500Z");
  assert.equal(found.updated_at, "2026-11-23T08:38:37.000Z");
});
