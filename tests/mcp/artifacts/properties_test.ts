// The real store on PGlite against the model, whatever people do.

import { startStore } from "./store_on_database.ts";
import { storeProperties } from "./store_properties.ts";

storeProperties("the Postgres store on PGlite", () => startStore({ kind: "memory" }), 25);
