// The Postgres store when the database refuses, is gone or answers nonsense: one request, and an
// error for the log alone.

import assert from "node:assert/strict";
import {
  type ArtifactStore,
  FieldRefused,
} from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import {
  ArtifactStoreError,
  connectArtifacts,
} from "../../../supabase/functions/mcp/artifacts/postgres_store.ts";
import { userId } from "../in_process.ts";
import { draft } from "./store_cases.ts";

const ID = "3f2b8a52-5f0e-4c1a-9d3e-0123456789ab";
const SECRET_KEY = "sb_secret_Kx7qWz";

/** A store whose every request is answered by `answer`, and how many there were. */
function storeAnswered(answer: () => Response | Promise<Response>) {
  const sent: { requests: number } = { requests: 0 };
  const artifactsOf = connectArtifacts({
    url: "https://project.supabase.co",
    secretKey: SECRET_KEY,
    fetch: async () => {
      sent.requests++;
      return await answer();
    },
  });
  return { store: artifactsOf(userId("alice")), sent };
}

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

const CALLS: { [Method in keyof ArtifactStore]: (store: ArtifactStore) => Promise<unknown> } = {
  create: (store) => store.create(draft()),
  list: (store) => store.list({ limit: 1 }),
  find: (store) => store.find(ID),
};

for (const [what, answer] of Object.entries(FAILURES)) {
  for (const [method, call] of Object.entries(CALLS)) {
    Deno.test(`when the database ${what}, ${method} asks once and throws`, async () => {
      const { store, sent } = storeAnswered(answer);
      await assert.rejects(call(store), (error: Error) => {
        assert.ok(error instanceof ArtifactStoreError, String(error));
        assert.ok(!error.message.includes(SECRET_KEY));
        return true;
      });
      assert.equal(sent.requests, 1);
    });
  }
}

const ROW = { ...draft(), id: ID, size: 7, version: 1, created_at: "2026-11-23 08:38:37.582+00" };
const ODD_ROWS: Record<string, unknown> = {
  "of a kind that the code does not know": { ...ROW, updated_at: ROW.created_at, kind: "pdf" },
  "without its times": ROW,
  "with a time that is none": { ...ROW, updated_at: "yesterday" },
  "that is none": "row",
};

for (const [what, row] of Object.entries(ODD_ROWS)) {
  Deno.test(`a row ${what} is not handed on`, async () => {
    await assert.rejects(storeAnswered(() => Response.json(row)).store.find(ID));
    await assert.rejects(storeAnswered(() => Response.json([row])).store.list({ limit: 1 }));
  });
}

Deno.test("what a row holds besides an artifact is left out: its owner above all", async () => {
  const row = { ...ROW, updated_at: ROW.created_at, user_id: "user_bob" };
  const found = await storeAnswered(() => Response.json(row)).store.find(ID);
  assert.ok(found && !("user_id" in found));
});

Deno.test("Postgres's own writing of a time becomes ISO 8601 in UTC", async () => {
  const times = { created_at: "2026-11-23 08:38:37.5+00", updated_at: "2026-11-23T10:38:37+02:00" };
  const found = await storeAnswered(() => Response.json({ ...ROW, ...times })).store.find(ID);
  assert.equal(found?.created_at, "2026-11-23T08:38:37.500Z");
  assert.equal(found?.updated_at, "2026-11-23T08:38:37.000Z");
});

Deno.test("a listing asks the database for no content", async () => {
  let asked = "";
  const artifactsOf = connectArtifacts({
    url: "https://project.supabase.co",
    secretKey: SECRET_KEY,
    fetch: (input) => {
      asked = new Request(input).url;
      return Promise.resolve(Response.json([]));
    },
  });
  await artifactsOf(userId("alice")).list({ limit: 5, tag: "content" });
  const columns = new URL(asked).searchParams.get("select")?.split(",") ?? [];
  assert.ok(columns.includes("title") && columns.includes("size"), asked);
  assert.ok(!columns.includes("content") && !columns.includes("*"), asked);
});

// As PostgREST and as @supabase/lite tell it; the details hold the row.
const VIOLATIONS: [status: number, code: string, message: string, field: string][] = [
  [
    400,
    "23514",
    'new row for relation "artifacts" violates check constraint "artifacts_title_check"',
    "title",
  ],
  [
    500,
    "SUP",
    'error: new row for relation "artifacts" violates check constraint "artifacts_tags_check"',
    "tags",
  ],
  [
    400,
    "23502",
    'null value in column "content" of relation "artifacts" violates not-null constraint',
    "content",
  ],
];

for (const [status, code, message, field] of VIOLATIONS) {
  Deno.test(`a refused ${field} is the caller's to mend: ${status} ${code}`, async () => {
    const details = "Failing row contains (user_alice, secret)";
    const answer = () => Response.json({ code, message, details, hint: null }, { status });
    await assert.rejects(storeAnswered(answer).store.create(draft()), (error) => {
      assert.ok(error instanceof FieldRefused);
      assert.equal(error.field, field);
      assert.doesNotMatch(error.message, /user_alice|constraint/);
      return true;
    });
  });
}

Deno.test("a refused owner or version is none of the caller's fields", async () => {
  for (const column of ["user_id", "version"]) {
    const message =
      `new row for relation "artifacts" violates check constraint "artifacts_${column}_check"`;
    const answer = () => Response.json({ code: "23514", message }, { status: 400 });
    await assert.rejects(storeAnswered(answer).store.create(draft()), ArtifactStoreError);
  }
});
