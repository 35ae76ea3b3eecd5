// `supabase db push`: every file of the folder is applied to an empty project and recorded, and pushing
// again does nothing.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { asOwner, type ProjectServer } from "./project.ts";
import type { DatabaseCommands } from "./database_commands.ts";

const MIGRATIONS = fileURLToPath(new URL("../../../supabase/migrations", import.meta.url));

/** Pushes to database `project`. */
export async function push(cli: DatabaseCommands, server: ProjectServer): Promise<string> {
  const first = await cli.on(server.urlOf("project"), "db", "push", "--yes");
  assert.ok(first.success, first.stdout + first.stderr);
  // A file with a name that is none of a migration would only be skipped.
  const files = (await Array.fromAsync(Deno.readDir(MIGRATIONS))).map(({ name }) => name);
  const recorded = await asOwner(server, "project", (sql) =>
    sql`
      select version || '_' || name || '.sql' as file, cardinality(statements) > 0 as applied
      from supabase_migrations.schema_migrations order by version`);
  assert.deepEqual([...recorded], files.toSorted().map((file) => ({ file, applied: true })));

  const second = await cli.on(server.urlOf("project"), "db", "push", "--yes");
  assert.ok(second.success, second.stdout + second.stderr);
  assert.equal(second.stdout.trim(), "Remote database is up to date.");
  return `supabase db push (CLI ${cli.version}), by a role that is no superuser: ${files.length} ` +
    `migrations from empty, each recorded; again: "${second.stdout.trim()}"`;
}
