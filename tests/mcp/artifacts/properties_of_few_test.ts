// The real store on PGlite against the model, under random actions on up to two artifacts.

import { startStore } from "./store_on_database.ts";
import { FEW, storeProperties } from "./store_properties.ts";

storeProperties("the Postgres store on PGlite", () => startStore({ kind: "memory" }), 13, [FEW]);
