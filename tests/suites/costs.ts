// What the most expensive legal request of each tool, resource, method and path costs: CPU of the function and of the
// database, memory, bytes sent back. Read from the processes, on PostgreSQL 15 (Debian's package) and on PGlite.
// Then what is answered one step beyond each limit of a request.
// `-- --only <text|text>` tries what has one of them in its name, `-- --only limits` the limits alone, `-- --seed 2`
// chooses other combinations.

import { parseArgs } from "node:util";
import { type Round, searchOn } from "./costs/round.ts";
import { startPglite } from "./costs/pglite_database.ts";
import { startPostgres } from "./costs/postgres_database.ts";
import { requirePackages } from "./postgres/debian.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    "only": { type: "string", default: "" },
    "seed": { type: "string", default: "1" },
    "combinations": { type: "string", default: "60" },
  },
});
const [seed, combinations] = [values.seed, values.combinations].map(Number) as [number, number];
if (!(Number.isSafeInteger(seed) && Number.isSafeInteger(combinations))) {
  throw new Error(
    "Usage: deno task test:costs [--filter PostgreSQL|PGlite] -- [--only text] [--seed 1] " +
      "[--combinations 60]",
  );
}

// The stand-in for PostgREST prints every query that a killed database has not answered.
// deno-lint-ignore no-console -- theirs is switched off, nothing is written to it
console.error = () => {};

const round: Round = {
  seed,
  combinations,
  only: values.only.split("|"),
};

Deno.test("calls on PostgreSQL 15 keep to the budget", async (t) => {
  await requirePackages();
  await searchOn(startPostgres, { ...round, methods: true }, t);
});

Deno.test("calls on PGlite keep to the budget", (t) => searchOn(startPglite, round, t));
