// The cases of the store and of the limits on a real PostgreSQL, which `deno test` runs as a process of
// its own. The database is one to throw away: @supabase/lite, which stands for PostgREST, grants every
// role everything there.

import { limitCases } from "../../mcp/artifacts/limit_cases.ts";
import { storeCases } from "../../mcp/artifacts/store_cases.ts";
import { startStore } from "../../mcp/artifacts/store_on_database.ts";

const url = Deno.env.get("POSTGRES_URL");
if (!url) throw new Error("POSTGRES_URL must name a database to throw away");

storeCases("the Postgres store on PostgreSQL", () => startStore({ kind: "postgres", url }));
limitCases("PostgreSQL", { kind: "postgres", url });
