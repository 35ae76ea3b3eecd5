// What the database refuses, as the store tells it: in the functions' own words, or by the field that
// the table does not take.

import assert from "node:assert/strict";
import { ArtifactStoreError } from "../../../supabase/functions/mcp/artifacts/postgres/data_api.ts";
import {
  FIELDS,
  StoreRejectedError,
  StoreRejection,
} from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import { storeAnswered } from "./answered_database.ts";
import { draft, refuses } from "./store_case.ts";

const ID = "3f2b8a52-5f0e-4c1a-9d3e-0123456789ab";

// One of each: a refusal that is missing here does not compile.
const REFUSALS: {
  [Name in StoreRejection["refusal"]]: Extract<StoreRejection, { refusal: Name }>;
} = {
  not_found: { refusal: "not_found" },
  in_trash: { refusal: "in_trash" },
  not_in_trash: { refusal: "not_in_trash" },
  version_conflict: { refusal: "version_conflict", version: 3 },
  edit_mismatch: { refusal: "edit_mismatch", number: 1, matches: 2 },
  edit_too_slow: { refusal: "edit_too_slow", number: 1 },
  version_not_found: { refusal: "version_not_found", version: 3 },
  quota_exceeded: { refusal: "quota_exceeded", of: "bytes", used: 104_857_600 },
  index_full: { refusal: "index_full" },
  project_full: { refusal: "project_full" },
  save_cancelled: { refusal: "save_cancelled" },
  empty_query: { refusal: "empty_query" },
  search_too_slow: { refusal: "search_too_slow" },
  too_many_shares: { refusal: "too_many_shares" },
  share_busy: { refusal: "share_busy" },
  account_closed: { refusal: "account_closed" },
  invalid_field: { refusal: "invalid_field", field: "content" },
};

for (const [name, why] of Object.entries(REFUSALS)) {
  Deno.test(`when a function of the database refuses with ${name}, the store does`, async () => {
    const { store } = storeAnswered(() => Response.json(why));
    await refuses(store.create(draft()), why);
    await refuses(store.update(ID, 1, {}), why);
    await refuses(store.destroy(ID), why);
    await refuses(store.search({ query: "word", limit: 1, skip: 0 }), why);
  });
}

const UNKNOWN = [
  { refusal: "because" },
  { refusal: null },
  { refusal: "version_conflict" },
  { refusal: "quota_exceeded", of: "shelves", used: 1 },
  { refusal: "invalid_field", field: "user_id" },
];

Deno.test("an unknown refusal of the database is a fault, not a refusal", async () => {
  for (const answer of UNKNOWN) {
    const { store } = storeAnswered(() => Response.json(answer));
    await assert.rejects(store.trash(ID), (error) => !(error instanceof StoreRejectedError));
  }
});

// As PostgREST and as @supabase/lite tell it; the details hold the row.
const VIOLATIONS: [status: number, code: string, message: string, field: typeof FIELDS[number]][] =
  [
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
  Deno.test(`a rejected ${field} is the caller's to fix: ${status} ${code}`, async () => {
    const details = "Failing row contains (user_alice, secret)";
    const answer = () => Response.json({ code, message, details, hint: null }, { status });
    await refuses(storeAnswered(answer).store.create(draft()), { refusal: "invalid_field", field });
    const { store } = storeAnswered(answer);
    await refuses(store.update(ID, 1, { title: "New" }), { refusal: "invalid_field", field });
  });
}

Deno.test("a rejected owner or version names none of the caller's fields", async () => {
  for (const column of ["user_id", "version", "idempotency_key"]) {
    const message =
      `new row for relation "artifacts" violates check constraint "artifacts_${column}_check"`;
    const answer = () => Response.json({ code: "23514", message }, { status: 400 });
    await assert.rejects(storeAnswered(answer).store.create(draft()), ArtifactStoreError);
  }
});

// As PostgREST tells it, in any language, and as @supabase/lite does.
const TIME_LIMITS: [status: number, code: string, message: string][] = [
  [500, "57014", "canceling statement due to statement timeout"],
  [504, "57014", "storniere Anfrage wegen Zeitüberschreitung der Anfrage"],
  [500, "SUP", "error: canceling statement due to statement timeout"],
];

Deno.test("a search stopped by the database's time limit is refused; any other stopped call is a fault", async () => {
  for (const [status, code, message] of TIME_LIMITS) {
    const { store } = storeAnswered(() => Response.json({ code, message }, { status }));
    const search = { query: "word", limit: 1, skip: 0 };
    await refuses(store.search(search), { refusal: "search_too_slow" });
    for (const call of [store.list({ limit: 1 }), store.trash(ID), store.create(draft())]) {
      await assert.rejects(call, ArtifactStoreError);
    }
  }
  const other = { code: "57P01", message: "terminating connection: 57014" };
  const { store } = storeAnswered(() => Response.json(other, { status: 500 }));
  await assert.rejects(store.search({ query: "word", limit: 1, skip: 0 }), ArtifactStoreError);
});
