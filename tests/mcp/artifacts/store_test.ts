// Both stores against the same cases: the one of the tests, and the real one on PGlite.

import { createMemoryLibrary } from "./memory_store.ts";
import { storeCases } from "./store_cases.ts";
import { startStore } from "./store_on_database.ts";

storeCases("the memory store", () => {
  let time = 0;
  return Promise.resolve({
    ...createMemoryLibrary({ now: () => time }),
    setClock: (to: number) => Promise.resolve(void (time = to)),
    stop: () => Promise.resolve(),
  });
});

storeCases("the Postgres store on PGlite", () => startStore({ kind: "memory" }));
