// Breaks the code on purpose, a seeded sample at a time, and counts what the tests notice: authentication, the
// endpoint, the store and the SQL. Fails below a score. `-- --seed 1 --mutants 20 --sql 6`.

import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { say } from "../local/terminal.ts";
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

const seed = Number(values.seed);
const mutants = Number(values.mutants);
const sql = Number(values.sql);
if (
  !([seed, mutants, sql].every((each) => Number.isSafeInteger(each) && each >= 0) &&
    mutants + sql > 0)
) {
  throw new Error("Usage: deno task test:mutations -- [--seed 1] [--mutants 20] [--sql 6]");
}

Deno.test("the tests notice broken code", async (t) => {
  // Otherwise every mutant would count as noticed.
  const unbroken = await t.step("all tests pass on the code as it is", async () => {
    await using copy = await copyOf();
    for (const target of TARGETS) {
      assert.ok(await passes(target, copy.folder), `the tests of ${target.name} fail`);
    }
  });
  if (!unbroken) return;
  await t.step(`the score is at least ${MIN_SCORE}`, async () => {
    const chosen = await choose();
    const survivors = await survivorsOf(chosen);
    const score = 1 - survivors.length / chosen.length;
    say(`${chosen.length} mutants, ${survivors.length} survive, score ${score.toFixed(2)}`);
    assert.ok(score >= MIN_SCORE, "write tests that notice the surviving mutants above");
  });
});

async function choose(): Promise<Mutant[]> {
  const chosen: Mutant[] = [];
  for (const target of TARGETS) {
    const count = target.name === "SQL" ? sql : mutants;
    chosen.push(...sample(await mutantsOf(target), count, seed));
  }
  return chosen;
}

async function survivorsOf(chosen: readonly Mutant[]): Promise<Mutant[]> {
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
  return survivors;
}
