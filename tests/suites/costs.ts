// What the most expensive legal request of each tool, resource, method and path costs: CPU of the function and of the
// database, memory, bytes sent back. Read from the processes, on PostgreSQL 15 (Debian's package) and on PGlite.
// `--only <text|text>` tries what has one of them in its name, `--seed 1` chooses other combinations.

import { parseArgs } from "node:util";
import { complain, say } from "../local/terminal.ts";
import { type Round, searchOn } from "./costs/round.ts";
import { startPglite } from "./costs/pglite_database.ts";
import { startPostgres } from "./costs/postgres_database.ts";
import { requirePackages } from "./postgres/debian.ts";

const { values } = parseArgs({
  options: {
    "only": { type: "string", default: "" },
    "seed": { type: "string", default: "1" },
    "combinations": { type: "string", default: "60" },
    "database": { type: "string", default: "both" },
  },
});
const [seed, combinations] = [values.seed, values.combinations].map(Number) as [number, number];
const databases = ["both", "postgres", "pglite"];
if (
  !(Number.isSafeInteger(seed) && Number.isSafeInteger(combinations)) ||
  !databases.includes(values.database)
) {
  complain(
    "Usage: deno task test:costs [--only text] [--seed 1] [--combinations 60] " +
      "[--database both|postgres|pglite]",
  );
  Deno.exit(2);
}

// The stand-in for PostgREST prints every query that a killed database has not answered.
// deno-lint-ignore no-console -- theirs is switched off, nothing is written to it
console.error = () => {};

const started = performance.now();
const round: Round = {
  seed,
  combinations,
  only: values.only.split("|"),
};
const failures: string[] = [];
if (values.database !== "pglite") {
  await requirePackages();
  failures.push(...await searchOn(startPostgres, { ...round, methods: true }));
}
if (values.database !== "postgres") failures.push(...await searchOn(() => startPglite(), round));
say(`costs suite: finished in ${((performance.now() - started) / 1000).toFixed(0)} s`);
for (const failure of failures) complain(failure);
// Sockets of a killed database may never close.
Deno.exit(failures.length > 0 ? 1 : 0);
