// The columns of a table that an insert may name.

import type postgres from "postgres";

/** @returns their names, separated by commas */
export async function columnsOf(sql: postgres.Sql, table: string): Promise<string> {
  const columns = await sql<{ name: string }[]>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`;
  return columns.map(({ name }) => name).join(", ");
}
