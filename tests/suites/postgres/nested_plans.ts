// Which plans PostgreSQL makes for the statements inside the database's functions, and inside those that
// its constraints and triggers run: read from auto_explain, on full tables, as the server's role.

import assert from "node:assert/strict";
import type postgres from "postgres";
import { z } from "zod";
import { fill, idOf, KEEPER, OWNERS, ROWS } from "./filling.ts";
import { PlanNode, withInner } from "./plan_node.ts";
import { asSuperuser, type ProjectServer } from "./project.ts";

/** Their rows must be reached by an index. */
const TABLES = [
  "artifacts",
  "content_words",
  "artifact_versions",
  "artifact_shares",
  "libraries",
  "call_budgets",
  "closed_accounts",
];

const STORE = ["store", "all_users"].map((name) =>
  new URL(`../../../supabase/functions/mcp/artifacts/postgres/${name}.ts`, import.meta.url)
);

/** Reads every library, once a minute. */
const READS_ALL = "project_status";

const HASH = "0".repeat(64);

/** Only operators call these. */
const OPERATOR = ["reopen_account"];

/** Every function that the store calls, in ways that take different paths through it. */
function callsOf(owner: string): string[] {
  // One of the live artifacts of each person.
  const id = idOf(owner === KEEPER ? 10_004 : 10_007);
  const one = `'user_${owner}', '${id}'`;
  return [
    `create_artifact('user_${owner}', 'Made', 'text', 'words', 100000, 100000000)`,
    `create_artifact('user_${owner}', 'Kept', 'text', 'words', 100000, 100000000,
      new_idempotency_key => 'key')`,
    `create_artifact('user_${owner}', 'Kept', 'text', 'words', 100000, 100000000,
      new_idempotency_key => 'key')`,
    `update_artifact(${one}, 2, 100000000, new_content => 'other words')`,
    `update_artifact(${one}, 3, 100000000, new_title => 'Other title')`,
    `read_artifact(${one})`,
    `read_artifact(${one}, 1, 0, 10)`,
    `list_artifacts('user_${owner}', 21)`,
    `list_versions(${one}, 20)`,
    `list_versions(${one}, 2, 3)`,
    `restore_artifact(${one}, 100000000, to_version => 1)`,
    `share_artifact(${one}, '${HASH}', 1, 10)`,
    `open_share('${HASH}')`,
    `unshare_artifact(${one})`,
    ...["common", "seldom", "nowhere", "nowhere common"].map((query) =>
      `search_artifacts('user_${owner}', '${query}', 21)`
    ),
    `search_artifacts('user_${owner}', 'seldom', 21, in_trash => true)`,
    `export_artifacts('user_${owner}', 1000000)`,
    `export_artifacts('user_${owner}', 1000000, '${id}', 2)`,
    `delete_artifact(${one})`,
    `restore_artifact(${one}, 100000000)`,
    `delete_artifact(${one})`,
    `delete_artifact(${one}, true)`,
    `consume_calls('user_${owner}', 8, 300)`,
    `close_account('user_${owner}', 7)`,
    ...OPERATOR.map((name) => `${name}('user_${owner}')`),
  ];
}

const Logged = z.object({ "Query Text": z.string(), Plan: PlanNode });
export type LoggedPlan = z.infer<typeof Logged>;

/** Fills the tables of database `project`, calls every function and looks at every plan. */
export async function checkNestedPlans(server: ProjectServer): Promise<string> {
  await assertComplete();
  let plans = 0;
  await withNestedPlans(server, "project", async (sql, plansOf) => {
    await fill(sql);
    for (const owner of OWNERS) {
      for (const call of callsOf(owner)) {
        const logged = await plansOf(call);
        plans += logged.length;
        assert.ok(logged.length > 1, `${call} runs statements`);
        for (const plan of logged) assertByIndex(plan, `${call} of ${owner}`);
        // Common words are found sooner among the newest rows, and a small trash is scanned.
        if (/search.*(seldom|nowhere)', 21\)$/.test(call)) {
          assert.ok(logged.some((plan) => usesWords(plan, owner)), call);
        }
      }
    }
  });
  return `${plans} plans of statements inside functions, constraints and triggers on ${ROWS} rows: ` +
    `${TABLES.join(", ")} are never read from end to end, and search uses content_words_words`;
}

/** Names of the database's functions that the store calls, sorted. */
export async function functionsOfTheStore(): Promise<string[]> {
  const texts = await Promise.all(STORE.map((file) => Deno.readTextFile(file)));
  const calls = texts.join("").matchAll(/(?:\.call|changeOf\(owner\))\("(\w+)"/g);
  return [...new Set([...calls].map(([, name]) => name ?? ""))].toSorted();
}

async function assertComplete(): Promise<void> {
  const called = new Set(callsOf(KEEPER).map((call) => call.replace(/\([^]*/, "")));
  called.add(READS_ALL);
  for (const name of OPERATOR) called.delete(name);
  assert.deepEqual(await functionsOfTheStore(), [...called].toSorted());
}

/** Has a connection whose every statement, down to the innermost, tells its plan. */
export async function withNestedPlans(
  server: ProjectServer,
  database: string,
  use: (
    sql: postgres.Sql,
    plansOf: (call: string) => Promise<LoggedPlan[]>,
  ) => Promise<void>,
): Promise<void> {
  let logged: LoggedPlan[] = [];
  const onnotice = ({ message }: postgres.Notice) => {
    const [, json] = /^duration: .*plan:\n([^]*)/.exec(message ?? "") ?? [];
    if (json) logged.push(Logged.parse(JSON.parse(json)));
  };
  const explaining = (sql: postgres.Sql) =>
    use(sql, async (call) => {
      await sql.unsafe(EXPLAINING);
      logged = [];
      await sql.unsafe(`select ${call}`);
      await sql.unsafe("reset role; set auto_explain.log_min_duration = -1");
      return logged;
    });
  await asSuperuser(server, database, explaining, onnotice);
}

const EXPLAINING = `
  load 'auto_explain';
  set auto_explain.log_nested_statements = on;
  set auto_explain.log_analyze = on;
  set auto_explain.log_format = json;
  set client_min_messages = log;
  set auto_explain.log_min_duration = 0;
  set role service_role`;

/** No table is read from end to end. */
export function assertByIndex({ "Query Text": text, Plan }: LoggedPlan, what: string): void {
  const scanned = withInner(Plan).filter((node) => node["Node Type"] === "Seq Scan")
    .map((node) => node["Relation Name"] ?? "");
  assert.ok(!scanned.some((name) => TABLES.includes(name)), `${what}: ${scanned} in ${text}`);
}

/** Whether the index of words was searched for this user's entries only. */
export function usesWords({ Plan }: LoggedPlan, owner: string): boolean {
  return withInner(Plan).some((node) =>
    node["Index Name"] === "content_words_words" && node["Index Cond"]?.includes(`'@user_${owner}'`)
  );
}
