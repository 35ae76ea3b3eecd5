// Breaks the code on purpose, a seeded sample at a time, and counts what the tests notice: authentication, the
// endpoint, the store and the SQL. Fails below a score. `--seed 1`, `--mutants 20`, `--sql 6`.

import { parseArgs } from "node:util";
import { complain, say } from "../local/terminal.ts";
import { copyOf } from "./mutations/copy.ts";
import { type Mutant, mutantsOf, sample } from "./mutations/mutants.ts";
import { TARGETS } from "./mutations/targets.ts";
import { isKilled, passes } from "./mutations/trial.ts";

/** Share of the mutants that the tests must notice. */
const MIN_SCORE = 0.9;
/** Copies that are tried at a time. */
const COPIES = 2;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    mutants: { type: "string", default: "20" },
    sql: { type: "string", default: "6" },
  },
});

const started = performance.now();
{
  // Without a change all tests pass; otherwise every mutant would count as noticed.
  await using copy = await copyOf();
  for (const target of TARGETS) {
    if (!await passes(target, copy.folder)) {
      throw new Error(`The tests of ${target.name} fail as they are`);
    }
  }
}
const chosen: Mutant[] = [];
for (const target of TARGETS) {
  const count = Number(target.name === "SQL" ? values.sql : values.mutants);
  chosen.push(...sample(await mutantsOf(target), count, Number(values.seed)));
}

const survivors: Mutant[] = [];
const queue = [...chosen];
await Promise.all(Array.from({ length: COPIES }, async () => {
  await using copy = await copyOf();
  for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
    const killed = await isKilled(mutant, copy.folder);
    say(`${killed ? "noticed " : "SURVIVES"} ${mutant.path}:${mutant.line}: ${mutant.change}`);
    if (!killed) survivors.push(mutant);
  }
}));

const score = 1 - survivors.length / chosen.length;
const seconds = ((performance.now() - started) / 1000).toFixed(0);
say(
  `${chosen.length} mutants, ${survivors.length} survive, score ${score.toFixed(2)}; ${seconds} s`,
);
if (score < MIN_SCORE) {
  complain(`The score is below ${MIN_SCORE}: write tests that notice the mutants above`);
  Deno.exit(1);
}
