// The manual's commands for backup and restore: every row arrives in the other project, and works there.

import assert from "node:assert/strict";
import type postgres from "postgres";
import { commandsIn, readDocument, sectionOf } from "../../documents.ts";
import { PROGRAMS } from "../postgres/debian.ts";
import { mustRun } from "../program.ts";
import { asOwner, asSuperuser, copyProject, type ProjectServer } from "../postgres/project.ts";

const USER = "user_backup";

/** Rows of each table, versions, shares, a closed account, words in every index. */
const FILL = `
  select create_artifact('${USER}', 'Title ' || number, 'text', 'words ' || number, 1000, 1000000000, null, null, '{a,b}')
  from generate_series(1, 200) as number;
  select update_artifact('${USER}', id, 1, 1000000000, null, null, 'other words') from artifacts where user_id = '${USER}';
  select share_artifact('${USER}', id, encode(sha256(id::text::bytea), 'hex'), 30, 10)
  from artifacts where user_id = '${USER}' limit 20;
  select delete_artifact('${USER}', id) from artifacts where user_id = '${USER}' and title like '%7';
  select create_artifact('user_forgotten', 'Title', 'text', 'words', 1000, 1000000000);
  select ban_account('user_banned'), close_account('user_deleted', 7), consume_calls('${USER}', 1, 300),
    project_status()`;

/** What happens between the backup and the restore: an erasure and a ban. */
const SINCE = `
  do $$ begin while forget_person('user_forgotten') loop end loop; end $$;
  select ban_account('user_since')`;

/** One checksum per table. Buckets of calls are not backed up: after a minute they are full again. */
const SUMS = `
  select format('%I.%I', schemaname, tablename) as name, (xpath('/row/sum/text()', query_to_xml(format(
    'select count(*) || '' '' || md5(string_agg(t::text, '','' order by t::text)) as sum from %I.%I as t', schemaname, tablename
  ), false, true, '')))[1]::text as sum
  from pg_tables where schemaname in ('public', 'library') and tablename <> 'call_budgets' order by 1`;

export async function backUpAndRestore(server: ProjectServer): Promise<string> {
  const restored = await copyProject(server, "restored");
  // Hosted projects let their owner do this, who is no superuser there either.
  await asSuperuser(
    server,
    "project",
    (sql) => sql.unsafe("grant set on parameter session_replication_role to postgres"),
  );
  await asOwner(server, "project", (sql) => sql.unsafe(FILL));
  const folder = await Deno.makeTempDir();
  let before: Sum[] = [];
  try {
    const [dump = "", restore = "", copyClosed = "", addClosed = ""] = commandsIn(
      sectionOf(await readDocument("supabase/README.md"), "Back up and restore"),
    );
    await runCommand(dump, server.urlOf("project"), folder);
    before = await asOwner(server, "project", sums);
    await asOwner(server, "project", (sql) => sql.unsafe(SINCE));
    await runCommand(copyClosed, server.urlOf("project"), folder);
    await runCommand(restore, server.urlOf(restored), folder);
    assert.deepEqual(await asOwner(server, restored, sums), before);
    await runCommand(addClosed, server.urlOf(restored), folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  assert.ok(before.every(({ sum }) => !sum.startsWith("0 ")), "every table has rows");
  await asOwner(server, restored, worksAsBefore);
  return `backup and restore: ${
    before.map(({ name, sum }) => `${name} ${sum.split(" ")[0]}`).join(", ")
  }`;
}

/** @param url of the database that the command names: `$DATABASE`, or `$OLD_DATABASE` */
async function runCommand(command: string, url: string, cwd: string): Promise<void> {
  const PATH = `${PROGRAMS}:${Deno.env.get("PATH") ?? ""}`;
  await mustRun("bash", ["-ec", command], { cwd, env: { DATABASE: url, OLD_DATABASE: url, PATH } });
}

interface Sum {
  name: string;
  sum: string;
}

async function sums(sql: postgres.Sql): Promise<Sum[]> {
  return [...await sql.unsafe<Sum[]>(SUMS)];
}

/** Searches find, saves are counted once, closed accounts stay closed, and the purge erases again. */
async function worksAsBefore(sql: postgres.Sql): Promise<void> {
  const [row] = await sql.unsafe(`
    select jsonb_array_length(search_artifacts('${USER}', 'other words', 50) -> 'artifacts') as found,
      create_artifact('${USER}', 'New', 'text', 'new', 1000, 1000000000) -> 'artifact' ->> 'title' as title`);
  assert.deepEqual(row, { found: 50, title: "New" });
  for (const user of ["user_banned", "user_deleted", "user_since", "user_forgotten"]) {
    const [closed] = await sql`select list_artifacts(${user}, 1) ->> 'refusal' as refusal`;
    assert.equal(closed?.refusal, "account_closed", user);
  }
  await sql.unsafe("do $$ begin while purge_artifacts() loop end loop; end $$");
  const left = await sql`select from artifacts where user_id = 'user_forgotten'`;
  assert.equal(left.length, 0);
  const [counted] = await sql.unsafe(`
    select artifacts, artifacts = (select count(*) from artifacts where user_id = '${USER}') as is_exact
    from libraries where user_id = '${USER}'`);
  assert.deepEqual(counted, { artifacts: 201, is_exact: true });
}
