// The real store on PGlite against the model, under random actions.

import { startStore } from "./store_on_database.ts";
import { storeProperties } from "./store_properties.ts";

storeProperties("the Postgres store on PGlite", () => startStore({ kind: "memory" }), 25);
