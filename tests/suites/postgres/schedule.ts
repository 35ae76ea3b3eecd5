// pg_cron: a server that has it purges every night by itself and rebuilds the indexes of words, once however
// often the migration runs, and what else was scheduled stays. Where it is not loaded, the push that came before has passed without.

import assert from "node:assert/strict";
import type postgres from "postgres";
import type { DatabaseCommands } from "./database_commands.ts";
import { asOwner, asSuperuser, type ProjectServer, startProject } from "./project.ts";
import { push } from "./pushing.ts";

// Only the database that is named here can have the extension.
const SETTINGS = ["shared_preload_libraries=pg_cron", "cron.database_name=project"];

// As the dashboard of a hosted project leaves it, with a job that is not this project's.
const ENABLED = `
  create extension pg_cron with schema pg_catalog;
  grant usage on schema cron to postgres;
  select cron.schedule('unrelated', '0 0 * * *', 'select 1');`;

// What a hosted project lets its owner do, who is no superuser there.
const MAY_CREATE = "drop extension pg_cron; alter role postgres superuser";

const MIGRATION = new URL(
  "../../../supabase/migrations/20261123000800_purge.sql",
  import.meta.url,
);

/** The job that purges. */
export const PURGE =
  "do $do$ begin while public.purge_artifacts() loop commit; perform pg_sleep(0.01); end loop; end $do$";

const JOBS = [
  ["purge-artifacts", "17,57 3 * * *", PURGE],
  [
    "rebuild-content-words",
    "47 3 * * *",
    "reindex index concurrently library.content_words_words",
  ],
  [
    "rebuild-title-words",
    "37 3 * * *",
    "reindex index concurrently public.artifacts_title_words",
  ],
].map(([jobname, schedule, command]) => ({
  jobname,
  schedule,
  command,
  database: "project",
  username: "postgres",
  active: true,
}));

/**
 * Pushes to a server of its own that has pg_cron.
 * @param without a server that was pushed to and has not loaded it
 */
export async function checkSchedule(
  cli: DatabaseCommands,
  without: ProjectServer,
): Promise<string> {
  const missing = "select from pg_extension where extname = 'pg_cron'";
  assert.equal((await asOwner(without, "project", (sql) => sql.unsafe(missing))).length, 0);
  const server = await startProject(SETTINGS);
  try {
    await asSuperuser(server, "project", (sql) => sql.unsafe(ENABLED));
    await push(cli, server);
    assert.deepEqual(await jobs(server), [...JOBS, "unrelated"]);
    await asOwner(server, "project", runs);
    await asOwner(server, "project", (sql) => repairs(server, sql));
    await asOwner(server, "project", schedulesAgain);
    assert.deepEqual(await jobs(server), [...JOBS, "unrelated"]);

    await asSuperuser(server, "project", (sql) => sql.unsafe(MAY_CREATE));
    await asOwner(server, "project", schedulesAgain);
    assert.deepEqual(await jobs(server), JOBS);
  } finally {
    await server.stop();
  }
  return "pg_cron: push schedules jobs, which purge, free and repair; once more does not double them; jobs of " +
    "others stay; without the extension the migration creates it, or else passes";
}

async function jobs(server: ProjectServer): Promise<unknown[]> {
  const rows = await asSuperuser(server, "project", (sql) =>
    sql`
      select jobname, schedule, command, database, username, active from cron.job
      order by jobname`);
  return rows.map((row) => row.jobname === "unrelated" ? "unrelated" : { ...row });
}

// What the scheduler does at that time: the commands, as the user of the jobs.
async function runs(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into artifacts (user_id, title, kind, content, deleted_at)
    values ('user_a', 'long ago', 'text', '', now() - interval '1 year')`;
  for (const { command = "" } of JOBS) await sql.unsafe(command);
  assert.equal((await sql`select from artifacts`).length, 0);
  const gone = async () => [...await sql`select gone_bytes > 0 as some from libraries`];
  assert.deepEqual(await gone(), [{ some: true }]);
  await sql`select project_status()`;
  assert.deepEqual(await gone(), [{ some: false }]);
}

// A rebuild waits for everyone who may still read the old index. Cut off, as by a time limit, it leaves another one.
async function repairs(server: ProjectServer, sql: postgres.Sql): Promise<void> {
  const invalid = async () =>
    (await sql`select indexrelid::regclass::text as name from pg_index where not indisvalid`)
      .map(({ name }) => name);
  await asSuperuser(server, "project", async (other) => {
    await other.begin("isolation level repeatable read", async (reading) => {
      await reading`select from library.content_words`;
      await sql`set statement_timeout = '1s'`;
      for (const { command = "" } of JOBS.filter(({ jobname }) => jobname?.startsWith("rebuild"))) {
        await assert.rejects(sql.unsafe(command), /statement timeout/);
      }
      await sql`reset statement_timeout`;
    });
  });
  const left = ["artifacts_title_words_ccnew", "library.content_words_words_ccnew"];
  assert.deepEqual((await invalid()).toSorted(), left);
  const dropped = async () => (await sql`select library.drop_unfinished_rebuilds() as all`)[0]?.all;
  await asSuperuser(server, "project", async (other) => {
    await other.begin(async (rebuilding) => {
      await rebuilding`lock table library.content_words in share update exclusive mode`;
      assert.equal(await dropped(), false);
    });
  });
  assert.deepEqual((await invalid()).toSorted(), left, "one that is going on is let be");
  for (const { command = "" } of JOBS) await sql.unsafe(command);
  assert.deepEqual(await invalid(), []);
  assert.equal(await dropped(), true);
}

async function schedulesAgain(sql: postgres.Sql): Promise<void> {
  const blocks = (await Deno.readTextFile(MIGRATION)).match(/^do \$\$\n[^]*?^end \$\$;/gm) ?? [];
  const [block, ...others] = blocks.filter((each) => each.includes("cron.schedule"));
  assert.ok(block && others.length === 0, "one block of the migration schedules");
  await sql.unsafe(block);
}
