// The generated types hold queries to the table: each line here would compile if they were `any`.

import assert from "node:assert/strict";
import { createClient } from "@supabase/supabase-js";
import type { Database } from "../../../supabase/functions/mcp/artifacts/postgres/database.types.ts";
import { draft } from "./store_cases.ts";

const client = createClient<Database>("https://project.supabase.co", "sb_secret_x", {
  auth: { persistSession: false, autoRefreshToken: false },
  global: { fetch: () => Promise.reject(new Error("these queries are only compiled")) },
});
const artifacts = () => client.from("artifacts");
const owned = { title: "Title", kind: "text", content: "content", user_id: "user_a" };

/** What the store asks of an answer: rows with these columns. */
function withIds(query: PromiseLike<{ data: { id: string }[] | null }>): void {
  assert.ok(query);
}

Deno.test("existing columns compile", () => {
  artifacts().insert(owned);
  withIds(artifacts().select("id,title").eq("user_id", "user_a"));
});

Deno.test("missing columns do not compile", () => {
  // @ts-expect-error -- no such table
  client.from("artifact");
  // @ts-expect-error -- no such column to filter by
  artifacts().select("id").eq("owner", "user_a");
  // @ts-expect-error -- no such column in the answer
  withIds(artifacts().select("id,titel").limit(1));
  // @ts-expect-error -- the query leaves out the column that is needed
  withIds(artifacts().select("title").limit(1));
});

Deno.test("a row that the table would reject does not compile", () => {
  // @ts-expect-error -- it has no owner
  artifacts().insert(draft());
  // @ts-expect-error -- no such column
  artifacts().insert({ ...owned, owner: "user_a" });
  // @ts-expect-error -- computed by the database
  artifacts().insert({ ...owned, size: 1 });
  // @ts-expect-error -- not null
  artifacts().insert({ ...owned, title: null });
  // @ts-expect-error -- a list
  artifacts().insert({ ...owned, tags: "a" });
});

Deno.test("a call that no function of the database takes does not compile", () => {
  client.rpc("open_share", { share_hash: "a" });
  // @ts-expect-error -- no such function
  client.rpc("open_shares", { share_hash: "a" });
  // @ts-expect-error -- an argument is missing
  client.rpc("delete_artifact", { owner: "user_a" });
  // @ts-expect-error -- a number
  client.rpc("read_artifact", { owner: "user_a", target_id: "a", of_version: "1" });
});
