// The cases and properties of the store and the cases of the limits on a real PostgreSQL, which `deno test` runs as a process of
// its own. The database is one to throw away: @supabase/lite, which stands for PostgREST, grants every
// role everything there.

import { limitCases } from "../../mcp/artifacts/limit_cases.ts";
import { storeCases } from "../../mcp/artifacts/store_cases.ts";
import { startStore } from "../../mcp/artifacts/store_on_database.ts";
import { storeProperties } from "../../mcp/artifacts/store_properties.ts";

const url = Deno.env.get("POSTGRES_URL");
if (!url) throw new Error("POSTGRES_URL must name a database to throw away");

const start = () => startStore({ kind: "postgres", url });
storeCases("the Postgres store on PostgreSQL", start);
storeProperties("the Postgres store on PostgreSQL", start, 200);
limitCases("PostgreSQL", { kind: "postgres", url });
