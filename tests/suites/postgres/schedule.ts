// pg_cron: a server that has it purges every night by itself, once however often the migration runs, and
// what else was scheduled stays. Where it is not loaded, the push that came before has passed without.

import assert from "node:assert/strict";
import type postgres from "postgres";
import type { DatabaseCommands } from "./database_commands.ts";
import { asOwner, asSuperuser, type ProjectServer, startProject } from "./project.ts";
import { push } from "./pushing.ts";

// Only the database that is named here can have the extension.
const SETTINGS = ["shared_preload_libraries=pg_cron", "cron.database_name=project"];

// As the dashboard of a hosted project leaves it, with a job of somebody else's.
const ENABLED = `
  create extension pg_cron with schema pg_catalog;
  grant usage on schema cron to postgres;
  select cron.schedule('unrelated', '0 0 * * *', 'select 1');`;

// What a hosted project lets its owner do, who is no superuser there.
const MAY_CREATE = "drop extension pg_cron; alter role postgres superuser";

const MIGRATION = new URL(
  "../../../supabase/migrations/20261125000400_export_and_purge.sql",
  import.meta.url,
);

const JOB = {
  jobname: "purge-artifacts",
  schedule: "17 3 * * *",
  command: "select public.purge_artifacts()",
  database: "project",
  username: "postgres",
  active: true,
};

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
    assert.deepEqual(await jobs(server), [JOB, "unrelated"]);
    await asOwner(server, "project", runs);
    await asOwner(server, "project", schedulesAgain);
    assert.deepEqual(await jobs(server), [JOB, "unrelated"]);

    await asSuperuser(server, "project", (sql) => sql.unsafe(MAY_CREATE));
    await asOwner(server, "project", schedulesAgain);
    assert.deepEqual(await jobs(server), [JOB]);
  } finally {
    await server.stop();
  }
  return "pg_cron: push schedules one job, which purges; once more does not double it; jobs of " +
    "others stay; without the extension the migration creates it, or else passes";
}

async function jobs(server: ProjectServer): Promise<unknown[]> {
  const rows = await asSuperuser(server, "project", (sql) =>
    sql`
      select jobname, schedule, command, database, username, active from cron.job
      order by jobname`);
  return rows.map((row) => row.jobname === "unrelated" ? "unrelated" : { ...row });
}

// What the scheduler does at that time: the command, as the user of the job.
async function runs(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into artifacts (user_id, title, kind, content, deleted_at)
    values ('user_a', 'long ago', 'text', '', now() - interval '1 year')`;
  await sql.unsafe(JOB.command);
  assert.equal((await sql`select from artifacts`).length, 0);
}

async function schedulesAgain(sql: postgres.Sql): Promise<void> {
  const [, block] = /^(do \$\$\n[^]*)/m.exec(await Deno.readTextFile(MIGRATION)) ?? [];
  assert.ok(block?.includes("cron.schedule"), "the migration ends with what schedules");
  await sql.unsafe(block ?? "");
}
