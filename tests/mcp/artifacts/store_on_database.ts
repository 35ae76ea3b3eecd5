// The real store on a local database, as the cases of an ArtifactStore take it.

import { DEFAULT_QUOTA } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import { connect } from "../../../supabase/functions/mcp/artifacts/postgres/data_api.ts";
import { sharedArtifactsIn } from "../../../supabase/functions/mcp/artifacts/postgres/all_users.ts";
import { artifactsIn } from "../../../supabase/functions/mcp/artifacts/postgres/store.ts";
import { type Database, type DatabaseLocation, startDatabase } from "../../local/database.ts";
import { databaseCases } from "./database_cases.ts";
import type { UserId } from "../../../supabase/functions/mcp/auth/user_id.ts";
import type { Usage } from "../../../supabase/functions/mcp/artifacts/store.ts";
import type { StoreUnderTest } from "./store_cases.ts";

/** A store whose rows can be looked at. */
interface StoreOnDatabase extends StoreUnderTest {
  /** What the rows of a person add up to. */
  sumsOf(owner: UserId): Promise<Usage>;
}

const SUMS = `
  select (select count(*) from artifacts where user_id = $1) as artifacts, coalesce(sum(bytes), 0) as bytes
  from (
    select bytes from library.content_words where user_id = $1
    union all select bytes from library.artifact_versions where user_id = $1
    union all select bytes from library.artifact_shares where user_id = $1
  ) as rows`;

/** Starts the Data API on an up-to-date database, and the store on that. */
export async function startStore(location: DatabaseLocation): Promise<StoreOnDatabase> {
  return storeOn(await startDatabase(location));
}

/** The store on a running database, which ends with the store. */
export function storeOn({ fetch, secretKey, sql, stop }: Database): StoreOnDatabase {
  const database = connect({
    url: "http://127.0.0.1",
    secretKey,
    fetch: (input, init) => fetch(new Request(input, init)),
  });
  return {
    artifactsOf: (owner, quota = DEFAULT_QUOTA) => artifactsIn(database, quota)(owner),
    shared: sharedArtifactsIn(database),
    // The store leaves the time of creation to the table's defaults.
    async setClock(time) {
      const iso = new Date(time).toISOString();
      for (const column of ["created_at", "updated_at"]) {
        await sql(`alter table artifacts alter column ${column} set default '${iso}'`);
      }
    },
    ownCases: databaseCases(sql),
    async sumsOf(owner) {
      const [sums] = await sql<{ artifacts: number; bytes: number }>(SUMS, [owner]);
      return { artifacts: Number(sums?.artifacts), bytes: Number(sums?.bytes) };
    },
    stop,
  };
}
