// The database of the local stack: opens it, adds what Supabase provides, applies the migrations, serves it.

import { fileURLToPath } from "node:url";
import { createDataApi, type DataApi, PUBLISHABLE_KEY, SECRET_KEY } from "./data_api.ts";
import { applyMigrations, type Migrated } from "./migrations.ts";
import { migratedCluster } from "./migrated_cluster.ts";
import { openInFolder, openInMemory } from "./pglite.ts";
import { openServer, type ServerLocation } from "./postgres_server.ts";
import type { Query } from "./sql.ts";

/** Where the data is stored. */
export type DatabaseLocation =
  | { kind: "memory" }
  | { kind: "folder"; path: string }
  | { kind: "postgres" } & ServerLocation;

/** A running database with the project's migrations applied. */
export interface Database {
  /** The Data API, for `/rest/v1/*`. */
  fetch: DataApi;
  /** Runs SQL as the owner, for tests. */
  sql: Query;
  /** Value of header `apikey` for role `service_role`. */
  secretKey: string;
  /** Value of header `apikey` for role `anon`. */
  publishableKey: string;
  /** Applies migrations that were added since; absent where the schema is fixed. @throws Error that names a failing file */
  migrate?(): Promise<Migrated>;
  /** Closes the database; data in a folder or on a server stays. */
  stop(): Promise<void>;
}

/** Folder of the project's migrations. */
export const MIGRATIONS = fileURLToPath(new URL("../../supabase/migrations", import.meta.url));
/** What every Supabase project has before the first migration. */
export const PLATFORM = new URL("./platform.sql", import.meta.url);

/**
 * Starts the Data API on an up-to-date database.
 *
 * @param location default: in memory
 * @param migrations folder of SQL files; default: the project's
 * @throws Error if the database cannot be opened or a migration fails
 */
export async function startDatabase(
  location: DatabaseLocation = { kind: "memory" },
  migrations: string = MIGRATIONS,
): Promise<Database> {
  const { connection, sql, close } = await open(location, migrations);
  try {
    await sql.script(await Deno.readTextFile(PLATFORM));
    await applyMigrations(sql, migrations);
    let dataApi = await createDataApi(connection, sql);
    return {
      fetch: (request) => dataApi(request),
      sql: sql.query,
      secretKey: SECRET_KEY,
      publishableKey: PUBLISHABLE_KEY,
      async migrate() {
        const migrated = await applyMigrations(sql, migrations);
        if (migrated.applied.length > 0) dataApi = await createDataApi(connection, sql);
        return migrated;
      },
      stop: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(location: DatabaseLocation, migrations: string) {
  // Other migrations belong to one test each.
  const isProject = migrations === MIGRATIONS;
  if (location.kind === "memory") {
    return await openInMemory(isProject ? await migratedCluster(PLATFORM, migrations) : undefined);
  }
  return location.kind === "folder" ? openInFolder(location.path) : openServer(location);
}
