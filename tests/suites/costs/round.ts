// The search on one database, from starting it to its tables.

import assert from "node:assert/strict";
import { Parts } from "../../local/parts.ts";
import { say } from "../../local/terminal.ts";
import { BUDGET, REST_MS, scaled } from "./budget.ts";
import { calibrate } from "./calibration.ts";
import { combinations } from "./combinations.ts";
import { leaveAndWatch } from "./departed.ts";
import { tryLimits } from "./limits.ts";
import type { MeasuredDatabase } from "./measured_database.ts";
import { methodProbes, pathProbes, smallProbes, tooLargeProbes } from "./method_probes.ts";
import { MAX_ANONYMOUS_BYTES, MAX_BODY_BYTES, type Probe } from "./probe.ts";
import { tables, titleOf } from "./ranking.ts";
import { Search } from "./search.ts";
import { Stage } from "./stage.ts";
import { inOrder, type ListedTool, probesOf, unknownArguments } from "./tool_probes.ts";

export interface Round {
  seed: number;
  /** How many. */
  combinations: number;
  /** Only probes with one of these in their names. */
  only: readonly string[];
  /** Methods and paths, too; they do not depend on the database. */
  methods?: boolean;
}

/** Each part of the search is a step. */
export async function searchOn(
  start: (parts: Parts) => Promise<MeasuredDatabase>,
  round: Round,
  t: Deno.TestContext,
): Promise<void> {
  const began = performance.now();
  await using parts = new Parts();
  const stage = await parts.add(Stage.start(start));
  const { database, rescues } = stage;
  const { line, scale } = await calibrate(database);
  say(line);
  const budget = scaled(BUDGET, scale);
  const seconds = () => ((performance.now() - began) / 1000).toFixed(0);
  say(`${database.name}: filled after ${seconds()} s; seed ${round.seed}`);
  const tools = inOrder(await stage.tools());
  await t.step("each argument has a family of hostile values", () => {
    const missing = "Add a row for each to ARGUMENTS in tests/suites/costs/arguments.ts";
    assert.deepEqual(unknownArguments(tools), [], missing);
  });
  const search = new Search(stage, budget);
  await run(search, round, tools, t);
  // After the costs: its requests leave memory in the function's process.
  if (round.only.some((text) => "limits".includes(text))) {
    await t.step("limits: a request one step beyond is refused", (t) => tryLimits(stage, t));
  }
  const { url } = database;
  if (url && round.only.some((text) => "caller gone".includes(text))) {
    await t.step("the database stops its work when the caller has gone", async () => {
      await departures(stage, url);
    });
  }
  for (const line of tables(search, budget, database.name)) say(line);
  const over = search.results.filter((result) => search.over(result).length > 0);
  say(
    `${database.name}: ${search.results.length} requests in ${search.calls} sizes, ${over.length} over ` +
      `budget, ${rescues.length} times something was ended by force; ${seconds()} s`,
  );
  await t.step("nothing had to be ended by force", () => assert.deepEqual(rescues, []));
}

async function run(
  search: Search,
  round: Round,
  tools: readonly ListedTool[],
  t: Deno.TestContext,
): Promise<void> {
  const { scene, database } = search.stage;
  const all = async (what: string, probes: Iterable<Probe>) => {
    const chosen = Iterator.from(probes)
      .filter(({ name }) => round.only.some((text) => name.includes(text)));
    // One at a time: a probe may depend on what came of the one before.
    let next = chosen.next();
    if (next.done) return;
    await t.step(`${what}: each request keeps to the budget`, async () => {
      const [began, before] = [performance.now(), search.calls];
      const failures: string[] = [];
      for (; !next.done; next = chosen.next()) {
        const result = await search.try(next.value);
        const over = search.over(result);
        if (over.length === 0) continue;
        failures.push(`${titleOf(result)}: ${over.join(", ")}`);
        say(`  over budget: ${failures.at(-1)}`);
      }
      const calls = search.calls - before;
      const seconds = (performance.now() - began) / 1000;
      say(`${database.name}: ${what}: ${calls} requests in ${seconds.toFixed(0)} s`);
      assert.deepEqual(failures, []);
    });
  };
  // Warm-up: the first call of each loads code, which is no cost of later calls.
  for (const tool of tools) {
    for (const probe of probesOf(tool, scene)) {
      await search.warmUp(probe);
      break;
    }
  }
  for (const tool of tools) {
    await all(tool.name, probesOf(tool, scene));
    await database.save();
  }
  await all(
    "combinations",
    combinations({
      ...{ tools, scene, seed: round.seed, count: round.combinations },
      isCheap: (group) => search.isHarmless(group),
    }),
  );
  const { token } = scene.users.titles;
  await all("methods, signed in", smallProbes({ uris: await search.stage.uris(), token }));
  if (!round.methods) return;
  await all("methods", smallProbes({ uris: await search.stage.uris() }));
  await all("paths", pathProbes());
  await all("hostile messages, signed in", methodProbes(round.seed, MAX_BODY_BYTES, token));
  await all("hostile messages", methodProbes(round.seed, MAX_ANONYMOUS_BYTES));
  await all("hostile messages that only a user may send", tooLargeProbes());
}

async function departures(stage: Stage, url: string): Promise<void> {
  const all = await leaveAndWatch(stage, url);
  for (const { name, restsAfterMs } of all) {
    say(
      `caller disconnected from ${name}: its database work ended after ${
        (restsAfterMs / 1000).toFixed(1)
      } s`,
    );
  }
  assert.deepEqual(all.filter(({ restsAfterMs }) => restsAfterMs > REST_MS), []);
}
