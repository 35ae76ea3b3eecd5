// Applies migrations as Supabase's CLI does.

import type { Sql } from "./sql.ts";

// The CLI's own table, so that both can migrate the same database.
const HISTORY = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (
    version text primary key,
    statements text[],
    name text
  );`;

interface Migration {
  version: string;
  name: string;
  path: string;
}

/**
 * Applies pending migrations in the order of their versions. Each file is atomic; files before a failing one stay
 * applied.
 *
 * @param folder contains `<14 digits>_<name>.sql`; other names are skipped, as by the CLI
 * @returns the names of the applied files
 * @throws Error that names the failing file
 */
export async function applyMigrations(sql: Sql, folder: string): Promise<string[]> {
  await sql.script(HISTORY);
  const rows = await sql.query<{ version: string }>(
    "select version from supabase_migrations.schema_migrations",
  );
  const applied = new Set(rows.map(({ version }) => version));
  const pending = (await migrationsIn(folder)).filter(({ version }) => !applied.has(version));
  for (const migration of pending) await apply(sql, migration);
  return pending.map(({ version, name }) => `${version}_${name}`);
}

async function migrationsIn(folder: string): Promise<Migration[]> {
  const migrations: Migration[] = [];
  for await (const file of Deno.readDir(folder)) {
    const [, version, name] = /^(\d{14})_(.+)\.sql$/.exec(file.name) ?? [];
    if (file.isFile && version && name) {
      migrations.push({ version, name, path: `${folder}/${file.name}` });
    }
  }
  return migrations.sort((a, b) => a.path < b.path ? -1 : 1);
}

async function apply(sql: Sql, { version, name, path }: Migration): Promise<void> {
  const text = await Deno.readTextFile(path);
  try {
    await sql.transaction(async ({ script, query }) => {
      await script(text);
      await query(
        "insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)",
        [version, name, [text]],
      );
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`migration ${version}_${name} failed: ${reason}`, { cause: error });
  }
}
