// The real store on a local database, as the cases of an ArtifactStore take it.

import { connectArtifacts } from "../../../supabase/functions/mcp/artifacts/postgres_store.ts";
import { type DatabaseLocation, startDatabase } from "../../local/database.ts";
import type { StoreUnderTest } from "./store_cases.ts";

/** Starts the Data API on an up-to-date database, and the store on that. */
export async function startStore(location: DatabaseLocation): Promise<StoreUnderTest> {
  const { fetch, secretKey, sql, stop } = await startDatabase(location);
  return {
    artifactsOf: connectArtifacts({
      url: "http://127.0.0.1",
      secretKey,
      fetch: (input, init) => fetch(new Request(input, init)),
    }),
    // The store leaves the time to the table's defaults.
    async setClock(time) {
      const iso = new Date(time).toISOString();
      for (const column of ["created_at", "updated_at"]) {
        await sql(`alter table artifacts alter column ${column} set default '${iso}'`);
      }
    },
    stop,
  };
}
