// Changes many rows of tables at once: without their indexes, checks and triggers, which are restored afterwards.

import type postgres from "postgres";

interface Definition {
  table: string;
  name: string;
  text: string;
}

const CONSTRAINTS = `
  select conrelid::regclass::text as table, conname as name, contype as kind,
    pg_get_constraintdef(oid) || case contype when 'c' then ' not valid' else '' end as text
  from pg_constraint
  where contype in ('c', 'p', 'u', 'f') and conparentid = 0
    and (conrelid = any ($1::regclass[]) or contype = 'f' and confrelid = any ($1::regclass[]))`;

// Of a partitioned table, the definition would leave out its partitions.
const INDEXES = `
  select indrelid::regclass::text as table, indexrelid::regclass::text as name,
    replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as text
  from pg_index
  where indrelid = any ($1::regclass[])
    and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))`;

/** @param sql a single connection of the tables' owner */
export async function withoutIndexes(
  sql: postgres.Sql,
  tables: readonly string[],
  change: () => Promise<unknown>,
): Promise<void> {
  const constraints = await sql.unsafe<(Definition & { kind: string })[]>(CONSTRAINTS, [
    tables as string[],
  ]);
  const indexes = await sql.unsafe<Definition[]>(INDEXES, [tables as string[]]);
  const foreign = constraints.filter(({ kind }) => kind === "f");
  const others = constraints.filter(({ kind }) => kind !== "f");
  const run = async (statements: string[]) => {
    for (const statement of statements) await sql.unsafe(statement);
  };
  const drop = ({ table, name }: Definition) => `alter table ${table} drop constraint ${name}`;
  const add = ({ table, name, text }: Definition) =>
    `alter table ${table} add constraint ${name} ${text}`;
  await run([...foreign, ...others].map(drop));
  await run(indexes.map(({ name }) => `drop index ${name}`));
  await run(tables.map((table) => `alter table ${table} disable trigger user`));
  await change();
  await run(tables.map((table) => `alter table ${table} enable trigger user`));
  await sql.unsafe("set maintenance_work_mem = '512MB'");
  await run([...others.map(add), ...indexes.map(({ text }) => text), ...foreign.map(add)]);
  await sql.unsafe(`vacuum analyze ${tables.join(", ")}`);
}
