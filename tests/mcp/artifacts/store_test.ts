// Both stores against the same cases: the one of the tests, and the real one on PGlite.

import { connectArtifacts } from "../../../supabase/functions/mcp/artifacts/postgres_store.ts";
import { startDatabase } from "../../local/database.ts";
import { createMemoryArtifacts } from "./memory_store.ts";
import { storeCases } from "./store_cases.ts";

storeCases("the memory store", () => {
  let time = 0;
  return Promise.resolve({
    artifactsOf: createMemoryArtifacts(() => time),
    setClock: (to: number) => Promise.resolve(void (time = to)),
    stop: () => Promise.resolve(),
  });
});

storeCases("the Postgres store on PGlite", async () => {
  const { fetch, secretKey, sql, stop } = await startDatabase();
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
});
