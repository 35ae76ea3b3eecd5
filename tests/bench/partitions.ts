// Hash partitions by user_id on PostgreSQL 15, beside the project as it is: times of the project's functions, plans,
// locks, maintenance, and splitting a partition while users save. Runs a server of its own; --artifacts 10000000 takes
// 1.5 hours and 20 GB of disk.

import { parseArgs } from "node:util";
import postgres from "postgres";
import { Parts } from "../local/parts.ts";
import { say } from "../local/terminal.ts";
import { inTurns } from "../suites/postgres/in_turns.ts";
import { asOwner, type ProjectServer, startProject } from "../suites/postgres/project.ts";
import { type Call, callsOf, share, type User, USERS } from "./partitions/calls.ts";
import { createDatabase, wrongLibraries } from "./partitions/databases.ts";
import { copy, fill, OWNER } from "./partitions/filling.ts";
import { changeRows, measureMaintenance } from "./partitions/maintenance.ts";
import { countPlans } from "./partitions/plans.ts";
import { moveForeignKeys, type Split, split } from "./partitions/splitting.ts";
import { rewriteInPlpgsql } from "./partitions/sql_functions.ts";
import { startWriters, type Timed } from "./partitions/writers.ts";

const USAGE =
  "Usage: deno task bench:partitions [--artifacts 200000] [--partitions 16] [--rounds 30]";
const { values } = parseArgs({
  options: {
    artifacts: { type: "string", default: "200000" },
    partitions: { type: "string", default: "16" },
    rounds: { type: "string", default: "30" },
  },
});
const [artifacts, partitions, rounds] = [values.artifacts, values.partitions, values.rounds]
  .map(Number) as [number, number, number];
if (!(artifacts > 0 && artifacts % 100_000 === 0 && partitions > 1 && rounds > 0)) {
  throw new Error(`${USAGE}; artifacts in steps of 100,000`);
}

const SETTINGS = [
  "shared_buffers=1GB",
  "max_wal_size=2GB",
  "wal_level=minimal",
  "max_wal_senders=0",
  // Maintenance is measured, so it must not start by itself.
  "autovacuum=off",
];
const PLAN_CACHE_MODES = ["auto", "force_generic_plan"];
/** Artifacts in a database beside the large ones. */
const SMALL = 100_000;
/** Users whose partition is split, and as many others, who save meanwhile. */
const WRITERS = 3;
/** Milliseconds of saving before and after a split. */
const QUIET_MS = 2_000;

await using parts = new Parts();
const server = await parts.add(startProject(SETTINGS));
const plain = await createDatabase(server, "plain", 0);
const hashed = await createDatabase(server, "hashed", partitions);
const small = await createDatabase(server, "small", 0);
const databases = [small, plain, hashed];
await fill(server, small, SMALL);
await timed(`${artifacts} artifacts`, () => fill(server, plain, artifacts));
await timed(`a copy in ${partitions} partitions`, () => copy(server, plain, hashed));
for (const database of [plain, hashed]) say(await sizeOf(server, database));

for (const user of USERS) {
  for (const database of databases) {
    await asOwner(server, database, (sql) => share(sql, user));
  }
}
await compareAllCalls();
for (const mode of PLAN_CACHE_MODES) {
  say(
    `\nplans, ${mode}: statements on partitioned tables, generic plans, most partitions of a table`,
  );
  for (const counts of await countPlans(server, hashed, OWNER, mode)) {
    const { what, statements, generic, mostPartitions, unpruned = "" } = counts;
    const note = unpruned.replaceAll(/\s+/g, " ").slice(0, 90);
    say([what.padEnd(16), statements, generic, mostPartitions, note].join(" "));
  }
}
await reportLocks();
for (const database of databases) await asOwner(server, database, rewriteInPlpgsql);
say("\nFunctions in SQL rewritten in PL/pgSQL");
await compareAllCalls();
await reportLocks();

for (const database of [plain, hashed]) await changeRows(server, database);
say("\nmaintenance, s: whole table, one partition, all partitions");
for (
  const { what, whole, onePartition, allPartitions } of await measureMaintenance(
    server,
    plain,
    hashed,
    partitions,
  )
) {
  say(`${what.padEnd(28)} ${seconds(whole)} ${seconds(onePartition)} ${seconds(allPartitions)}`);
}

await splitOne({ modulus: partitions, remainder: 1, foreignKeys: "of parents" });
await timed(
  "foreign keys of partitions instead of parents",
  () =>
    asOwner(server, hashed, async (sql) => {
      for (const statement of moveForeignKeys(partitions, 1)) await sql.unsafe(statement);
    }),
);
await splitOne({ modulus: partitions, remainder: 2, foreignKeys: "of partitions" });
const wrong = await asOwner(server, hashed, wrongLibraries);
say(`\nlibraries whose counters differ from their rows: ${wrong}`);
if (wrong > 0) Deno.exitCode = 1;

async function compareAllCalls(): Promise<void> {
  say(`\np50 of ${rounds}, ms: ${SMALL} artifacts, all, partitioned; ratios`);
  for (const user of USERS) await compareCalls(user);
}

async function reportLocks(): Promise<void> {
  say("\nlocks of one transaction: all, outside of the fast path");
  for (const database of [plain, hashed]) say(`${database}: ${await locksOf(server, database)}`);
}

async function compareCalls(user: User): Promise<void> {
  await using parts = new Parts();
  const calls: Call[][] = [];
  for (const database of databases) {
    const sql = postgres(server.urlOf(database, "supabase_admin"), { max: 1, onnotice: () => {} });
    parts.defer(() => sql.end());
    await sql`set role service_role`;
    calls.push(await callsOf(sql, user));
  }
  const [names = []] = calls;
  const runs = names.flatMap((_, index) => calls.map((own) => own[index]!.run));
  const p50 = await inTurns(runs, rounds);
  for (const [index, { what }] of names.entries()) {
    const times = p50.slice(databases.length * index, databases.length * (index + 1));
    const [few = NaN, many = NaN, parted = NaN] = times;
    const cells = [...times, many / few, parted / many].map((cell) => cell.toFixed(2).padStart(8));
    say([user.padEnd(10), what.padEnd(16), ...cells].join(" "));
  }
}

async function splitOne(what: Split): Promise<void> {
  const users = await asOwner(server, hashed, async (sql) => {
    const rows = await sql<{ user_id: string; moved: boolean }[]>`
      select user_id, satisfies_hash_partition('public.artifacts'::regclass, ${what.modulus}::integer,
        ${what.remainder}::integer, user_id) as moved
      from libraries where user_id <> ${OWNER} order by user_id`;
    const some = (moved: boolean) => rows.filter((row) => row.moved === moved).slice(0, WRITERS);
    return [...some(true), ...some(false)];
  });
  const writers = startWriters(server, hashed, users.map(({ user_id }) => user_id));
  await using stopping = new Parts();
  await stopping.add(writers);
  await pause();
  const exchange = { begins: NaN, ends: NaN };
  const times = await asOwner(server, hashed, (sql) =>
    split(sql, what, async (run) => {
      exchange.begins = writers.now();
      await run();
      exchange.ends = writers.now();
    }));
  await pause();
  await writers.stop();
  say(`\npartition ${what.remainder} of ${what.modulus} split, foreign keys ${what.foreignKeys}:`);
  const steps = Object.entries(times.exchange).map(([step, ms]) => `${step} ${seconds(ms)}`);
  say(
    `copied in ${seconds(times.copy)} s, indexed in ${seconds(times.indexes)} s; exchanged in ${
      seconds(exchange.ends - exchange.begins)
    } s: ${steps.join(", ")}`,
  );
  const moved = new Map(users.map((user) => [user.user_id, user.moved]));
  for (const isMoved of [true, false]) {
    const own = writers.calls.filter(({ user }) => moved.get(user) === isMoved);
    const before = own.filter(({ at, ms }) => at + ms < exchange.begins);
    const during = own.filter((call) => !before.includes(call));
    say(
      `${isMoved ? "users of this partition" : "other users"}: longest wait while copying ${
        longest(before)
      }; then ${longest(during)}`,
    );
  }
  if (writers.failures.length > 0) throw new Error(writers.failures.join("\n"));
}

function longest(calls: readonly Timed[]): string {
  return (["create", "list"] as const).map((kind) => {
    const waits = calls.filter((call) => call.kind === kind).map(({ ms }) => ms);
    return `${kind} ${seconds(Math.max(0, ...waits))} s of ${waits.length}`;
  }).join(", ");
}

async function locksOf(server: ProjectServer, database: string): Promise<string> {
  return await asOwner(server, database, async (sql) => {
    const lines: string[] = [];
    for (const { what, run } of await callsOf(sql, OWNER)) {
      await sql.unsafe("begin");
      await run();
      const [locks] = await sql`
        select count(*)::integer as all, count(*) filter (where not fastpath)::integer as slow
        from pg_locks where pid = pg_backend_pid() and locktype = 'relation'`;
      await sql.unsafe("rollback");
      lines.push(`${what} ${locks?.all}, ${locks?.slow}`);
    }
    return lines.join("; ");
  });
}

async function sizeOf(server: ProjectServer, database: string): Promise<string> {
  const [row] = await asOwner(server, database, (sql) =>
    sql`
    select pg_database_size(current_database()) as bytes, count(*)::integer as libraries
    from libraries`);
  const bytes = Number(row?.bytes);
  return `${database}: ${(bytes / 2 ** 20).toFixed(0)} MiB, ${
    (bytes / artifacts).toFixed(0)
  } bytes an artifact, ${row?.libraries} libraries`;
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  say(`${what}: ${seconds(performance.now() - started)} s`);
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? "–" : (ms / 1_000).toFixed(ms < 10_000 ? 3 : 1);
}

function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done, QUIET_MS));
}
