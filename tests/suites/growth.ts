// A project after years: calls take as long in a table of 1,000,000 artifacts as in one of 10,000, for a user
// with 100,000 artifacts as for one with 10, and for page 1,000 as for the first. Needs
// npx and Debian packages; takes some minutes, most of them for filling.

import assert from "node:assert/strict";
import { Parts } from "../local/parts.ts";
import { say } from "../local/terminal.ts";
import { prepareCommands } from "./postgres/database_commands.ts";
import { requirePackages } from "./postgres/debian.ts";
import { type Call, EVERY, startCalls, type What } from "./postgres/growth_calls.ts";
import { fillWith, type Person } from "./postgres/growth_filling.ts";
import { checkGrownPlans } from "./postgres/growth_plans.ts";
import { inTurns } from "./postgres/in_turns.ts";
import { copyProject, startProject } from "./postgres/project.ts";
import { push } from "./postgres/pushing.ts";

const SMALL = 10_000;
const BIG = 1_000_000;
const ROUNDS = 60;
/** How many times as long something may take. */
const WANTED = 1.3;
/** What fails a build: more, since a busy machine spoils single runs. */
const TAKEN = 1.8;
/** The exception: an index entry shared by all users is looked up once for each of the user's artifacts. */
const COMMON_WORD = { what: "search: common", taken: 4 };

/** Milliseconds, p50. */
interface Times {
  through: number;
  bare: number;
}

Deno.test("a project with 1,000,000 artifacts", async (t) => {
  await using parts = new Parts();
  await requirePackages();
  const cli = await parts.add(prepareCommands());
  const server = await parts.add(startProject());
  say(await push(cli, server));
  const copies = await Promise.all(["small", "big"].map((name) => copyProject(server, name)));
  const [small = "", big = ""] = copies;
  const filling = performance.now();
  await fillWith(server, small, SMALL);
  await fillWith(server, big, BIG);
  say(`${BIG} artifacts were made in ${((performance.now() - filling) / 1000).toFixed(0)} s`);

  const inSmall = await startCalls(server, small, ["few", "some"], parts);
  const inBig = await startCalls(server, big, ["few", "some", "many"], parts);
  const calls = [...inSmall, ...inBig];
  const p50 = await inTurns(calls.flatMap(({ through, bare }) => [through, bare]), ROUNDS);
  const timesOf = (index: number): Times => {
    const [through = NaN, bare = NaN] = p50.slice(2 * index, 2 * index + 2);
    return { through, bare };
  };
  const find = (within: readonly Call[], person: Person, what: What) =>
    timesOf(
      calls.findIndex((call) =>
        within.includes(call) && call.person === person && call.what === what
      ),
    );

  say(`p50 of ${ROUNDS} in ms, the bare statement and through the store`);
  for (const [index, { person, what }] of calls.entries()) {
    const { bare, through } = timesOf(index);
    const where = index < inSmall.length ? SMALL : BIG;
    const cells = [`${where}`.padStart(9), person.padEnd(5), what.padEnd(15)];
    say([...cells, bare.toFixed(2).padStart(8), through.toFixed(2).padStart(8)].join("  "));
  }

  const compare = (what: What, change: string, one: Times, other: Times) => {
    const taken = what === COMMON_WORD.what ? COMMON_WORD.taken : TAKEN;
    return t.step(`${what} slows down at most ×${taken} ${change}`, () => {
      const [bare, through] = [one.bare / other.bare, one.through / other.through];
      const missed = Math.max(bare, through) > WANTED ? `  over ${WANTED}` : "";
      const line = `${`${what} ${change}`.padEnd(70)} ×${bare.toFixed(2)}  ×${through.toFixed(2)}`;
      say(line + missed);
      assert.ok(bare <= taken && through <= taken, line);
    });
  };
  for (const what of EVERY) {
    const change = `from 1,000 of ${SMALL} artifacts to 1,000 of ${BIG}`;
    await compare(what, change, find(inBig, "some", what), find(inSmall, "some", what));
  }
  const [page, first] = [find(inBig, "many", "page 1,000"), find(inBig, "many", "list")];
  await compare("page 1,000", "from the first page", page, first);
  for (const what of EVERY.slice(0, 4)) {
    const change = "from 10 own artifacts to 100,000";
    await compare(what, change, find(inBig, "many", what), find(inBig, "few", what));
  }
  await t.step("each call among 1,000,000 artifacts gets its plan by an index", async () => {
    for (const line of await checkGrownPlans(server, big)) say(line);
  });
});
