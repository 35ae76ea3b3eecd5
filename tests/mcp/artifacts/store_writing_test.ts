// Contents and edits in the Postgres store on PGlite.

import { storeCases } from "./store_cases.ts";
import { startStore } from "./store_on_database.ts";

storeCases("the Postgres store on PGlite", () => startStore({ kind: "memory" }), ["writing"]);
