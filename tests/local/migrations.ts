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

/** Names of migrations, without `.sql`. */
export interface Migrated {
  /** Applied now. */
  applied: string[];
  /** Applied earlier, with another text: the file was edited since, which changed nothing in the database. */
  edited: string[];
}

/**
 * Applies pending migrations in the order of their versions. Each file is atomic; files before a failing one stay
 * applied.
 *
 * @param folder contains `<14 digits>_<name>.sql`; other names are skipped, as by the CLI
 * @throws Error that names the failing file
 */
export async function applyMigrations(sql: Sql, folder: string): Promise<Migrated> {
  await sql.script(HISTORY);
  const rows = await sql.query<{ version: string; statements: string[] | null }>(
    "select version, statements from supabase_migrations.schema_migrations",
  );
  const history = new Map(rows.map(({ version, statements }) => [version, statements ?? []]));
  const applied: string[] = [];
  const edited: string[] = [];
  for (const migration of await migrationsIn(folder)) {
    const name = `${migration.version}_${migration.name}`;
    const statements = history.get(migration.version);
    if (!statements) {
      await apply(sql, migration);
      applied.push(name);
    } else if (await isEdited(migration, statements)) {
      edited.push(name);
    }
  }
  return { applied, edited };
}

// The CLI records the statements one by one, which cannot be compared with the file.
async function isEdited({ path }: Migration, statements: readonly string[]): Promise<boolean> {
  return statements.length === 1 && statements[0] !== await Deno.readTextFile(path);
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
