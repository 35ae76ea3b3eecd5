// The real store on PGlite against the model, under random actions on up to ten artifacts.

import { startStore } from "./store_on_database.ts";
import { MORE, storeProperties } from "./store_properties.ts";

storeProperties("the Postgres store on PGlite", () => startStore({ kind: "memory" }), 13, [MORE]);
