// A migrated database on a PostgreSQL server, behind PostgREST's SQL instead of @supabase/lite.

import { PUBLISHABLE_KEY, roleOf, SECRET_KEY } from "../data_api.ts";
import type { Database } from "../database.ts";
import { openServer } from "../postgres_server.ts";
import { startPostgrest } from "./server.ts";

interface Urls {
  /** For the owner of the tables. */
  owner: string;
  /** For role `authenticator`. */
  authenticator: string;
}

/** Opens a database that the migrations were pushed to. */
export async function openThroughPostgrest({ owner, authenticator }: Urls): Promise<Database> {
  const { sql, close } = await openServer({ url: owner });
  try {
    const { fetch, stop } = await startPostgrest({ url: authenticator, roleOf });
    return {
      ...{ fetch, sql: sql.query, secretKey: SECRET_KEY, publishableKey: PUBLISHABLE_KEY },
      stop: () => stop().finally(close),
    };
  } catch (error) {
    await close();
    throw error;
  }
}
