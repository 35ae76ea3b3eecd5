// What distinguishes PostgREST from any other way to the database: each piece of the translation on a real PostgreSQL, so
// that the cases of the store run through all of them.

import assert from "node:assert/strict";
import { PUBLISHABLE_KEY, roleOf } from "../../../local/data_api.ts";
import { startPostgrest } from "../../../local/postgrest/server.ts";
import { asOwner, asSuperuser, copyProject, type ProjectServer } from "../project.ts";
import { clientOf, codeOf } from "./client.ts";
import { cancelledSave, type Setting, timeLimits } from "./time_limits.ts";
import { until } from "./until.ts";

/** Runs every check on a copy of the migrated database, each as a step. */
export async function checkPostgrest(server: ProjectServer, t: Deno.TestContext): Promise<void> {
  const copy = await copyProject(server, "translated");
  await asOwner(server, copy, async (sql) => {
    await sql.unsafe(await Deno.readTextFile(new URL("./probes.sql", import.meta.url)));
    const api = await startPostgrest({ url: server.urlOf(copy, "authenticator"), roleOf });
    try {
      const setting = { client: clientOf(api), sql, server, copy };
      for (const [name, check] of Object.entries(CHECKS)) await t.step(name, () => check(setting));
    } finally {
      await api.stop();
    }
  });
}

const CHECKS: Record<string, (setting: Setting) => Promise<void>> = {
  "arguments left out get their defaults, and null is null": async ({ client }) => {
    assert.deepEqual(await client.call("probe_add", { note_id: 1 }), {
      ...{ status: 200, body: { id: 1, note: "none" } },
    });
    const missing = await client.call("probe_add", { note_id: 2, note_text: null });
    assert.equal(codeOf(missing), "400 23502");
  },

  "a body that fits no function is 404, one that fits two is 300": async ({ client }) => {
    for (const args of [{ note_id: 3, colour: "red" }, { note_text: "x" }, {}]) {
      assert.equal(codeOf(await client.call("probe_add", args)), "404 PGRST202");
    }
    assert.equal(codeOf(await client.call("probe_overloaded", { a: 1 })), "300 PGRST203");
    assert.deepEqual(await client.call("probe_overloaded", { a: 1, b: 1 }), {
      status: 200,
      body: 2,
    });
  },

  "a stable function that writes is 405, and writes nothing": async ({ client, sql }) => {
    assert.equal(codeOf(await client.call("probe_stable", { note_id: 4 })), "405 25006");
    assert.equal((await sql`select from probe_notes where id = 4`).length, 0);
  },

  "an error rolls the transaction back and has PostgreSQL's words": async ({ client, sql }) => {
    assert.deepEqual(await client.call("probe_raise", { note_id: 5 }), {
      ...{ status: 400, body: { code: "P0001", message: "no", details: "because", hint: "later" } },
    });
    assert.equal((await sql`select from probe_notes where id = 5`).length, 0);
    assert.deepEqual(await client.call("probe_add", { note_id: 5, note_text: "" }), {
      status: 400,
      body: {
        code: "23514",
        message:
          'new row for relation "probe_notes" violates check constraint "probe_notes_note_check"',
        ...{ details: "Failing row contains (5, ).", hint: null },
      },
    });
    assert.equal(codeOf(await client.call("probe_add", { note_id: 1 })), "409 23505");
    assert.equal(codeOf(await client.call("probe_add", { note_id: "one" })), "400 22P02");
  },

  "a transaction has PostgREST's role, settings and variables": async ({ client }) => {
    const { body } = await client.call("probe_variables", {});
    assert.deepEqual(body, {
      ...{
        session: "authenticator",
        role: "service_role",
        read_only: "off",
        isolation: "read committed",
      },
      search_path: '"public", "public", "extensions"',
      ...{ statement_timeout: "8s", lock_timeout: "8s", claims: { role: "service_role" } },
      ...{ method: "POST", path: "/rpc/probe_variables", agent: "probe", cookies: {}, prepared: 1 },
    });
    const { body: { role, statement_timeout } } = await client.callAnonymously(
      "probe_variables",
      {},
    );
    assert.deepEqual([role, statement_timeout], ["anon", "3s"]);
  },

  "a role without the privilege gets 403, anon 401, a wrong key 401": async ({ client, sql }) => {
    assert.equal(codeOf(await client.callAnonymously("project_status", {})), "401 42501");
    await sql`revoke execute on function probe_variables from public, service_role`;
    assert.equal(codeOf(await client.call("probe_variables", {})), "403 42501");
    for (const apikey of ["", "sb_secret_other"]) {
      assert.equal((await client.get("probe_notes", { apikey })).status, 401);
    }
    assert.equal(
      codeOf(await client.get("probe_notes?select=id", { apikey: PUBLISHABLE_KEY })),
      "401 42501",
    );
  },

  "a table is read with its columns, its filters and at most 1000 rows": async (
    { client, sql },
  ) => {
    assert.deepEqual(await client.get("probe_notes?select=note&id=eq.1"), {
      ...{ status: 200, body: [{ note: "none" }] },
    });
    assert.deepEqual((await client.get("probe_notes?select=note&id=eq.-1")).body, []);
    await sql`insert into probe_notes select n, 'many' from generate_series(10001, 11001) as n`;
    assert.equal((await client.get("probe_notes?select=id&note=eq.many")).body.length, 1000);
    assert.equal(codeOf(await client.get("probe_notes?select=nothing")), "400 42703");
    assert.equal(codeOf(await client.get("nothing?select=id")), "404 PGRST205");
    assert.equal(codeOf(await client.get("artifact_versions?select=id")), "404 PGRST205");
  },

  "a new function is known after a notification, which event triggers send": async (setting) => {
    const { client, sql, server, copy } = setting;
    const create = (name: string) =>
      sql.unsafe(
        `create function public.${name}() returns jsonb language sql as 'select to_jsonb(1)'`,
      );
    const found = async (name: string) => (await client.call(name, {})).status === 200;
    await create("probe_new");
    await until(() => found("probe_new"));
    await asSuperuser(server, copy, (sql) => sql`alter event trigger pgrst_ddl_watch disable`);
    await create("probe_unseen");
    // The schema was read again in the meantime, if it was at all.
    await asSuperuser(server, copy, (sql) => sql`alter event trigger pgrst_ddl_watch enable`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(codeOf(await client.call("probe_unseen", {})), "404 PGRST202");
    await sql`notify pgrst, 'reload schema'`;
    await until(() => found("probe_unseen"));
    await sql`drop function probe_unseen()`;
    await until(async () => !await found("probe_unseen"));
  },

  "statements end after 8 s, those of anon after 3 s, waits for locks after 8 s": timeLimits,

  "a save that its time limit ends is refused, and what it left in the index counts": cancelledSave,

  "an aborted request is committed all the same": async ({ client, sql }) => {
    const signal = AbortSignal.timeout(100);
    const sleeping = client.call("probe_sleep", { seconds: 1, note_id: 6 }, { signal });
    await assert.rejects(sleeping, { name: "TimeoutError" });
    const isThere = async () => (await sql`select from probe_notes where id = 6`).length === 1;
    assert.equal(await isThere(), false);
    await until(isThere);
  },

  "a lost connection is 503, and the next request gets a new one": async (
    { client, server, copy },
  ) => {
    const sleeping = client.call("probe_sleep", { seconds: 60 });
    await until(async () => {
      const ended = await asSuperuser(server, copy, (sql) =>
        sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = ${copy} and usename = 'authenticator' and wait_event = 'PgSleep'`);
      return ended.length === 1;
    });
    // PostgREST would say 57P01; this driver does not pass PostgreSQL's last words on.
    assert.equal(codeOf(await sleeping), "503 PGRST001");
    assert.equal((await client.call("probe_overloaded", { a: 1, b: 1 })).status, 200);
  },

  "a request that gets no connection in time is 504": async ({ server, copy }) => {
    const url = server.urlOf(copy, "authenticator");
    const small = await startPostgrest({ url, roleOf, poolSize: 1, acquisitionMs: 300 });
    const { call } = clientOf(small);
    const add = () => call("probe_add", { note_id: 7 });
    const sleeping = call("probe_sleep", { seconds: 1 });
    const first = await Promise.race([sleeping, add()]);
    assert.equal(codeOf(first), "504 PGRST003");
    assert.equal((await sleeping).status, 200);
    // The first attempt is not made up for.
    assert.equal((await add()).status, 200);
    await small.stop();
  },
};
