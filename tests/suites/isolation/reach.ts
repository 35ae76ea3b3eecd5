// What the service key makes the database do: every statement on people's tables that PostgreSQL has seen, those
// inside functions, triggers and constraints too, must be about one owner.

import assert from "node:assert/strict";
import type postgres from "postgres";
import { functionsOfTheStore } from "../postgres/nested_plans.ts";
import { asSuperuser, type ProjectServer } from "../postgres/project.ts";

/** Settings of a server that remembers statements, the nested ones too. */
export const REMEMBERING = [
  "shared_preload_libraries=pg_stat_statements",
  "pg_stat_statements.track=all",
  "pg_stat_statements.max=10000",
];

/** Tables and views whose rows belong to someone; a view's name alone would match other words. */
const TABLES = "artifacts|content_words|artifact_versions|artifact_shares|libraries|call_budgets";
const VIEWS = "library\\.(?:versions|summaries)";
const RELATIONS = `(?:"?(?:public|library)"?\\.)?"?(?:${TABLES})|${VIEWS}`;
/** A table whose rows are read or changed. */
const REACHED = new RegExp(
  `\\b(?:from|join|update|using)\\s+(?:only\\s+)?(?:${RELATIONS})\\b`,
  "gi",
);
/** The condition that keeps to one owner; a constraint's is written the other way round. */
const OWNED = new RegExp(
  // `user_id || ''` keeps to the owner without an index of owners.
  `\\buser_id"?(?: \\|\\| (?:\\$\\d+|''))? (?:=|OPERATOR\\(pg_catalog\\.=\\)) (?:owner|\\$\\d+|(?:new|old|current|[a-z_]+)\\.user_id)\\b` +
    `|\\$\\d+ OPERATOR\\(pg_catalog\\.=\\) "user_id"`,
  "g",
);
const MADE = new RegExp(
  `\\binto\\s+(?:(?:public|library)\\.)?(?:${TABLES})\\b[^(]*\\((?:hash, )?user_id\\b`,
  "gi",
);
const NAMED = new RegExp(`(?<![\\w."])(?:${RELATIONS})"?(?![\\w.])`, "i");
/** Share holders may read only the shared artifact: rows are found by the share's hash alone. */
const BY_HASH = "where s.hash = share_hash";

/** The storage of all together: a sum, and no row of anyone's. */
const SUM_OF_ALL =
  /^update library\.project\s+set bytes = \(select coalesce\(sum\(bytes\), \$\d+\) from public\.libraries\)/;

/** Counts of what is gone, set to 0 after the indexes were rebuilt: of many, and no row of anyone's artifacts. */
const FREED =
  /^update public\.libraries\s+set bytes = bytes - gone_bytes, gone_bytes = |^SELECT library\.reset_gone_bytes\(array\(\s+select user_id from public\.libraries\s/;

/** Has the server of a database forget what it has seen until now. */
export async function beginRemembering(server: ProjectServer, database: string): Promise<void> {
  await asSuperuser(server, database, async (sql) => {
    await sql`create extension if not exists pg_stat_statements schema extensions`;
    await sql`select extensions.pg_stat_statements_reset()`;
  });
}

/** @returns a line for people; throws with every statement that is not about one owner */
export async function checkReach(server: ProjectServer, database: string): Promise<string> {
  return await asSuperuser(server, database, async (sql) => {
    // Only a webhook calls it.
    await sql`set role service_role`;
    await sql`select public.close_account('user_gone', 7)`;
    await sql`reset role`;
    const statements = await statementsIn(sql);
    const strays = statements.filter(isStray);
    assert.deepEqual(strays, [], "statements that are not about one owner");
    const unused = (await functionsOfTheStore()).filter((name) =>
      !statements.some((text) => text.includes(`public.${name}(`))
    );
    assert.deepEqual(unused, [], "functions of the store that were not used");

    // The check itself must see what it is there for.
    await sql`set role service_role`;
    await sql`select count(*) from public.artifacts where title = 'planted'`;
    await sql`reset role`;
    assert.equal((await statementsIn(sql)).filter(isStray).length, 1, "the planted statement");

    const onTables = statements.filter((text) => NAMED.test(text));
    return `${statements.length} kinds of statement were run with the service key, ${onTables.length} of them on ` +
      `people's tables: each is about one owner, the hash of a share or the counts of all; a planted one that is not was found`;
  });
}

// The role of the service key, and the statements that constraints run as the owner of the tables.
async function statementsIn(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ query: string }[]>`
    select query from extensions.pg_stat_statements as s
    join pg_roles as r on r.oid = s.userid
    join pg_database as d on d.oid = s.dbid and d.datname = current_database()
    where rolname = 'service_role' or query ~ 'FROM ONLY "(public|library)"\\.'`;
  return rows.map(({ query }) => query);
}

function isStray(text: string): boolean {
  if (!NAMED.test(text) || text.includes(BY_HASH)) return false;
  if (SUM_OF_ALL.test(text) || FREED.test(text)) return false;
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const reached = count(REACHED);
  return reached + count(MADE) === 0 || count(OWNED) < reached;
}
