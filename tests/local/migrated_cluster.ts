// A PGlite cluster with the project's migrations applied, cached by their text. Tests start dozens of databases.

import { cachedCluster } from "./cluster_template.ts";
import { applyMigrations } from "./migrations.ts";
import { openInMemory } from "./pglite.ts";

/**
 * @param platform file with what every Supabase project has before the first migration
 * @param migrations folder of SQL files
 * @returns a data folder as a tar archive
 * @throws Error that names a failing migration
 */
export async function migratedCluster(platform: URL, migrations: string): Promise<Blob> {
  const contents = await hashOf([platform, ...await filesIn(migrations)]);
  return await cachedCluster("migrated_cluster", contents, async () => {
    const { sql, connection, close } = await openInMemory();
    try {
      await sql.script(await Deno.readTextFile(platform));
      await applyMigrations(sql, migrations);
      await sql.script("checkpoint");
      return await connection.driver.dumpDataDir("none");
    } finally {
      await close();
    }
  });
}

async function filesIn(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name } of Deno.readDir(folder)) files.push(`${folder}/${name}`);
  return files.sort();
}

async function hashOf(files: (string | URL)[]): Promise<string> {
  const texts = await Promise.all(files.map(async (file) => [file, await Deno.readTextFile(file)]));
  const bytes = new TextEncoder().encode(JSON.stringify(texts));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
