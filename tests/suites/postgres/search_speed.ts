// Searching keeps pace with listing: one user's 10,000 artifacts among 200,000. Both are timed alternately in
// one run, through the store and as bare SQL.

import assert from "node:assert/strict";
import { startStore } from "../../mcp/artifacts/store_on_database.ts";
import { userId } from "../../mcp/in_process.ts";
import { inTurns } from "./in_turns.ts";
import { usesWords, withNestedPlans } from "./nested_plans.ts";
import { asSuperuser, copyProject, type ProjectServer } from "./project.ts";
import { fillForSearch, OWN, OWNER, ROWS, WORDS } from "./search_filling.ts";

/** How many times as long as the first page of a list a search through the store takes at most. */
const EXPECTED = 3;
/** What fails a build: more, since a busy machine spoils single runs. A word of every artifact took 3.4 to 4.3. */
const BOUND = 5;
const ROUNDS = 60;
const LIMIT = 20;

type Timed = Record<string, () => Promise<unknown>>;

/** Fills a copy and times there. Never the database itself: @supabase/lite opens everything. */
export async function checkSearchSpeed(server: ProjectServer): Promise<string[]> {
  const copy = await copyProject(server, "searched");
  await fillForSearch(server, copy);
  const url = server.urlOf(copy, "supabase_admin");
  const { artifactsOf, stop } = await startStore({ kind: "postgres", url });
  const store = artifactsOf(userId(OWNER));
  try {
    assert.equal((await store.usage()).artifacts, OWN);
    const search = (query: string) => store.search({ query, limit: LIMIT, skip: 0 });
    for (const [word, has] of Object.entries(WORDS)) {
      assert.equal((await search(word)).artifacts.length, Math.min(has, LIMIT), word);
    }
    const through = await timesOf({
      list: () => store.list({ limit: LIMIT }),
      ...each((query) => () => search(query)),
    });
    const bare = await onOneConnection(server, copy);
    const slow = Object.entries(through).filter(([, time]) => time > BOUND * (through.list ?? 0));
    assert.deepEqual(slow, [], print("through the store", through));
    await usesIndex(server, copy);
    const what = `${OWN} artifacts of one person among ${ROWS}`;
    return [
      `${what}, p50 of ${ROUNDS}: ${
        print("through the store", through)
      } (at most ×${EXPECTED} expected; a build fails over ×${BOUND})`,
      print("bare SQL", bare),
      "rare words are found by content_words_words",
    ];
  } finally {
    await stop();
  }
}

function each(search: (query: string) => () => Promise<unknown>): Timed {
  return Object.fromEntries(Object.keys(WORDS).map((word) => [word, search(word)]));
}

function onOneConnection(server: ProjectServer, copy: string): Promise<Record<string, number>> {
  return asSuperuser(server, copy, async (sql) => {
    await sql`set role service_role`;
    return await timesOf({
      list: () => sql`select list_artifacts(${`user_${OWNER}`}, ${LIMIT + 1})`,
      ...each((query) => () =>
        sql`select search_artifacts(${`user_${OWNER}`}, ${query}, ${LIMIT + 1})`
      ),
    });
  });
}

async function timesOf(timed: Timed): Promise<Record<string, number>> {
  const times = await inTurns(Object.values(timed), ROUNDS);
  return Object.fromEntries(Object.keys(timed).map((name, index) => [name, times[index] ?? NaN]));
}

function print(where: string, { list = NaN, ...searches }: Record<string, number>): string {
  const each = Object.entries(searches).map(([word, time]) => {
    const own = WORDS[word as keyof typeof WORDS];
    return `"${word}" in ${own} ${time.toFixed(1)} ms (×${(time / list).toFixed(2)})`;
  });
  return `${where}: list ${list.toFixed(1)} ms, ${each.join(", ")}`;
}

async function usesIndex(server: ProjectServer, copy: string): Promise<void> {
  await withNestedPlans(server, copy, async (_, plansOf) => {
    for (const word of ["nowhere", "unique", "hundredth", "foreign"]) {
      const plans = await plansOf(`search_artifacts('user_${OWNER}', '${word}', ${LIMIT + 1})`);
      assert.ok(plans.some((plan) => usesWords(plan, OWNER)), `${word}: ${JSON.stringify(plans)}`);
    }
  });
}
