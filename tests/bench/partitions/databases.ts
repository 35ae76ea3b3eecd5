// Databases on one server: the project as it is, and the same migrations with hash partitions.

import type postgres from "postgres";
import { asOwner, copyProject, type ProjectServer } from "../../suites/postgres/project.ts";
import { partition } from "./schema.ts";

const MIGRATIONS = new URL("../../../supabase/migrations/", import.meta.url);

/** @param partitions of each partitioned table; 0 = the migrations as they are */
export async function createDatabase(
  server: ProjectServer,
  name: string,
  partitions: number,
): Promise<string> {
  await copyProject(server, name);
  const files = (await Array.fromAsync(Deno.readDir(MIGRATIONS))).map((file) => file.name).sort();
  await asOwner(server, name, async (sql) => {
    for (const file of files) {
      const text = await Deno.readTextFile(new URL(file, MIGRATIONS));
      const [, migration = ""] = /^\d+_(.+)\.sql$/.exec(file) ?? [];
      const edited = partitions === 0 ? text : partition(migration, text, partitions);
      await sql.begin((transaction) => transaction.unsafe(edited));
    }
  });
  return name;
}

/** @returns the columns of a table that an insert may name, separated by commas */
export async function columnsOf(sql: postgres.Sql, table: string): Promise<string> {
  const columns = await sql<{ name: string }[]>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`;
  return columns.map(({ name }) => name).join(", ");
}

const WRONG = `
  with kept as (
    select user_id, 1 as artifacts, 0::bigint as bytes from public.artifacts
    union all select user_id, 0, bytes from library.content_words
    union all select user_id, 0, bytes from library.artifact_versions
    union all select user_id, 0, bytes from library.artifact_shares
  ), sums as (
    select user_id, sum(artifacts) as artifacts, sum(bytes) as bytes from kept group by user_id
  )
  select count(*)::integer as wrong
  from public.libraries as l full join sums as s using (user_id)
  where l.user_id is null
    or (l.artifacts, l.bytes - l.gone_bytes) <> (coalesce(s.artifacts, 0), coalesce(s.bytes, 0))`;

/** @returns how many libraries have counters that are not the sums of their rows */
export async function wrongLibraries(sql: postgres.Sql): Promise<number> {
  const [row] = await sql.unsafe<{ wrong: number }[]>(WRONG);
  return row?.wrong ?? NaN;
}
