// The cases and properties of the store on a real PostgreSQL through the SQL that PostgREST builds, which `deno test` runs as
// a process of its own; then the calls that only other parts of the server make.

import assert from "node:assert/strict";
import { DEFAULT_QUOTA } from "../../../../supabase/functions/mcp/artifacts/limits.ts";
import * as allUsers from "../../../../supabase/functions/mcp/artifacts/postgres/all_users.ts";
import {
  connect,
  type Connection,
} from "../../../../supabase/functions/mcp/artifacts/postgres/data_api.ts";
import { artifactsIn } from "../../../../supabase/functions/mcp/artifacts/postgres/store.ts";
import type { Database } from "../../../local/database.ts";
import { openThroughPostgrest } from "../../../local/postgrest/database.ts";
import { draft, refuses } from "../../../mcp/artifacts/store_case.ts";
import { storeCases } from "../../../mcp/artifacts/store_cases.ts";
import { storeOn } from "../../../mcp/artifacts/store_on_database.ts";
import { storeProperties } from "../../../mcp/artifacts/store_properties.ts";
import { userId } from "../../../mcp/in_process.ts";

const [owner, authenticator] = ["POSTGRES_URL", "AUTHENTICATOR_URL"].map((name) =>
  Deno.env.get(name)
);
if (!owner || !authenticator) throw new Error("POSTGRES_URL and AUTHENTICATOR_URL must be set");

const called = new Set<string>();

async function open(): Promise<Database> {
  const database = await openThroughPostgrest({
    owner: owner ?? "",
    authenticator: authenticator ?? "",
  });
  const fetch = (request: Request) => {
    called.add(new URL(request.url).pathname);
    return database.fetch(request);
  };
  return { ...database, fetch };
}

const NAME = "the Postgres store through PostgREST's SQL";
const start = async () => storeOn(await open());
storeCases(NAME, start);
storeProperties(NAME, start, 200);

/** What each call that is no store's answers. */
const OTHER_CALLS: Record<string, (database: Connection) => Promise<void>> = {
  "calls of a user are counted": async (database) => {
    const consume = allUsers.consumeCallsIn(database, 2);
    assert.equal(await consume(userId("counted"), 1), 0);
    assert.ok(await consume(userId("counted"), 1) > 20_000, "half a minute for the next one");
  },
  "the storage of all users is measured": async (database) => {
    const warnings: string[] = [];
    await allUsers.storageWatchOf(database, 1, (warning) => warnings.push(warning))();
    assert.match(warnings.join(), /storage/i);
  },
  "a limit of the whole project is kept": async (database) => {
    const store = artifactsIn(database, DEFAULT_QUOTA, 1)(userId("limited"));
    await refuses(store.create(draft()), { refusal: "project_full" });
  },
  "an account is closed, and reads nothing": async (database) => {
    const owner = userId("closed");
    await allUsers.closeAccountIn(database, 7)(owner, new Date().toISOString());
    const store = artifactsIn(database, DEFAULT_QUOTA)(owner);
    await refuses(store.list({ limit: 1 }), { refusal: "account_closed" });
  },
  "the operator's functions answer": async (database) => {
    const owner = userId("closed");
    assert.deepEqual(await database.call("reopen_account", { owner }), {
      ...{ reopened: true, closed: false },
    });
    assert.deepEqual(await database.call("ban_account", { owner }), { banned: true });
    const closed = await database.call("list_closed_accounts", { at_most: 1 });
    assert.equal((closed as { accounts: { user_id: string }[] }).accounts[0]?.user_id, owner);
    assert.deepEqual(await database.call("unban_account", { owner }), {
      ...{ unbanned: true, closed: false },
    });
    const share_hash = "0".repeat(64);
    assert.deepEqual(await database.call("take_down_share", { share_hash }), { taken_down: null });
    assert.equal(await database.call("forget_person", { owner }), false);
    assert.equal(await database.call("purge_artifacts", {}), false);
  },
};

const FUNCTIONS = `
  select '/rest/v1/rpc/' || proname as path from pg_proc
  where pronamespace = 'public'::regnamespace and has_function_privilege('service_role', oid, 'execute')
  order by 1`;

Deno.test("calls that the store does not make through PostgREST's SQL", async (test) => {
  const { fetch, secretKey, sql, stop } = await open();
  const database = connect({
    ...{ url: "http://127.0.0.1", secretKey },
    fetch: (input, init) => fetch(new Request(input, init)),
  });
  try {
    for (const [name, call] of Object.entries(OTHER_CALLS)) {
      await test.step(name, () => call(database));
    }
    await test.step("every function that the server may call was called", async () => {
      const functions = (await sql<{ path: string }>(FUNCTIONS)).map(({ path }) => path);
      const others = ["/rest/v1/libraries"];
      assert.deepEqual([...called].sort(), [...others, ...functions]);
    });
  } finally {
    await stop();
  }
});
