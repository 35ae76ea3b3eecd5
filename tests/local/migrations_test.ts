// Migrations of an existing database: errors that stop them, and data that must not change.

import assert from "node:assert/strict";
import { MIGRATIONS, PLATFORM } from "./database.ts";
import { applyMigrations } from "./migrations.ts";
import { openInMemory } from "./pglite.ts";
import type { Sql } from "./sql.ts";

/** Runs a test on a database with the migrations before a version. PGlite sets its own exit code. */
function migrating(name: string, before: string, run: (sql: Sql) => Promise<void>): void {
  const fn = async () => {
    const { sql, close } = await openInMemory();
    const folder = await Deno.makeTempDir();
    try {
      await sql.script(await Deno.readTextFile(PLATFORM));
      for await (const { name } of Deno.readDir(MIGRATIONS)) {
        if (name < before) await Deno.copyFile(`${MIGRATIONS}/${name}`, `${folder}/${name}`);
      }
      await applyMigrations(sql, folder);
      await run(sql);
    } finally {
      await Deno.remove(folder, { recursive: true });
      await close();
    }
  };
  Deno.test({ name, fn, sanitizeExit: false });
}

/** Makes the catalog list pg_cron, with a fake cron.schedule(). */
const cronThat = (body: string) => `
  insert into pg_extension
    (oid, extname, extowner, extnamespace, extrelocatable, extversion)
  values (99999, 'pg_cron', 10, 'public'::regnamespace, false, '1.6');
  create schema cron;
  create table cron.job (name text, schedule text, command text);
  ${
  body && `create function cron.schedule(name text, schedule text, command text) returns bigint
    language plpgsql as $$ begin ${body} end $$`
}`;

const FAULTS: Record<string, [body: string, reason: RegExp]> = {
  "has no function to schedule": ["", /cron\.schedule\(.*does not exist/],
  "may not be used": [
    "raise exception using errcode = '42501', message = 'permission denied for schema cron';",
    /permission denied for schema cron/,
  ],
  "has another version": [
    "raise exception using errcode = '42704', message = 'unrecognized parameter';",
    /unrecognized parameter/,
  ],
  "is full": [
    "raise exception using errcode = '53400', message = 'too many jobs';",
    /too many jobs/,
  ],
  "fails by itself": ["perform 1 / 0;", /division by zero/],
};
for (const [what, [body, reason]] of Object.entries(FAULTS)) {
  migrating(`the migration fails with the reason if pg_cron ${what}`, "0", async (sql) => {
    await sql.script(cronThat(body));
    await assert.rejects(applyMigrations(sql, MIGRATIONS), reason);
  });
}

migrating(
  "with pg_cron, the purge and the index rebuilds are scheduled",
  "0",
  async (sql) => {
    // A job replaces an existing job with the same name.
    await sql.script(cronThat(`delete from cron.job as job where job.name = $1;
      insert into cron.job values (name, schedule, command); return 1;`));
    await applyMigrations(sql, MIGRATIONS);
    const rebuild = "reindex index concurrently ";
    assert.deepEqual(await sql.query("select * from cron.job order by schedule"), [
      {
        name: "purge-artifacts",
        schedule: "17,57 3 * * *",
        command:
          "do $do$ begin while public.purge_artifacts() loop commit; perform pg_sleep(0.01); end loop; end $do$",
      },
      {
        name: "rebuild-title-words",
        schedule: "37 3 * * *",
        command: `${rebuild}public.artifacts_title_words`,
      },
      {
        name: "rebuild-content-words",
        schedule: "47 3 * * *",
        command: `${rebuild}library.content_words_words`,
      },
    ]);
  },
);

migrating("a restored dump does not rebuild the search index", "9", async (sql) => {
  // A restore loads data before triggers exist; generated columns are still computed.
  await sql.script("set session_replication_role = replica");
  for (
    const content of [
      "elephant",
      "\ufdfa".repeat(9_000),
      "é".repeat(9_000),
      "a b c d ".repeat(9_000),
    ]
  ) {
    const [row] = await sql.query<{ row: Record<string, unknown> }>(
      `insert into artifacts (user_id, title, kind, content, title_words)
       values ('user_a', 'Title', 'text', $1, '''planted''') returning to_jsonb(artifacts) as row`,
      [content],
    );
    const { id, title_words, ...columns } = row?.row ?? {};
    assert.equal(title_words, "'planted'");
    assert.ok(!("words" in columns));
    assert.deepEqual(
      await sql.query("select from library.content_words where artifact_id = $1", [id]),
      [],
    );
  }
  const generated = await sql.query(`
    select attname from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace in ('public'::regnamespace, 'library'::regnamespace) and attgenerated <> '' order by 1`);
  assert.deepEqual(generated, [{ attname: "size" }]);
});
