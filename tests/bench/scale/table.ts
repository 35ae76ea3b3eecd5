// The results as tables of Markdown, and the assumptions as lines.

import { DATABASE, MIX, NIGHT, SIZES, USERS, WORKER } from "./assumptions.ts";
import { demandOf, peakRate } from "./demand.ts";
import { LIMITS, mostUsers, usesOf } from "./limits.ts";
import type { Measured } from "./measured.ts";
import { simulate } from "./simulation.ts";

/** Simulated at least. */
const CALLS = 20_000;
/** Seconds simulated at least: workers of all ages. */
const SECONDS = 120;

/** For each number of users: what the busiest hour demands, and the smallest size that is enough. */
export function tableOfUsers(counts: readonly number[], measured: Measured, seed: number): string {
  const head = [
    ...["users", "calls/s", "workers (most)", "new workers/s", "connections (most)"],
    ...["processors", "p50", "p99", "database", "smallest size", "ends first there"],
  ];
  return markdown([head, ...counts.map((users) => rowOf(users, measured, seed))]);
}

function rowOf(users: number, measured: Measured, seed: number): string[] {
  const size = SIZES.find((size) => (usesOf(users, size, measured)[0]?.used ?? 2) <= 1);
  const largest = size ?? SIZES.at(-1)!;
  const calls = Math.max(CALLS, SECONDS * peakRate(users));
  const outcome = simulate({ users, size: largest, measured, seed, calls });
  const { workers, connections, processors, p50, p99, failed } = outcome;
  const [first] = usesOf(users, largest, measured);
  return [
    users.toLocaleString("en"),
    significant(outcome.rate),
    `${significant(workers.average)} (${workers.most})`,
    significant(workers.startedPerSecond),
    `${significant(connections.average)} (${connections.most})`,
    significant(processors),
    `${significant(p50)} ms`,
    failed > 0 ? `${significant(100 * failed)}% fail` : `${significant(p99)} ms`,
    bytes(demandOf(users, measured).bytes),
    size?.name ?? "none",
    first ? `${first.name} (${Math.round(100 * first.used)}%)` : "",
  ];
}

/** For each resource: how many users it is enough for, on each size. */
export function tableOfLimits(names: readonly string[], measured: Measured): string {
  const sizes = SIZES.filter(({ name }) => names.includes(name));
  const rows = LIMITS.map((limit) => [
    limit.name,
    ...sizes.map((size) => round(mostUsers(limit, size, measured))),
  ]);
  return markdown([["resource", ...sizes.map(({ name }) => name)], ...rows]);
}

/** One line for each assumption. */
export function assumptions(measured: Measured): string[] {
  const { calls, charge, startMs, verifyMs, how } = measured;
  const mix = Object.entries(MIX).map(([name, share]) => `${name} ${Math.round(100 * share)}%`);
  const costs = Object.entries(calls).map(([name, { functionMs, databaseMs }]) =>
    `${name} ${functionMs} + ${databaseMs}`
  );
  return [
    `Measured, ms of processor time, function + PostgreSQL: ${costs.join(", ")}.`,
    `Measured: charging the call budget ${charge.databaseMs} ms, verifying a token ${verifyMs} ms, ` +
    `starting a worker ${startMs} ms.`,
    `Measured: the nightly rebuild takes ${measured.rebuildSecondsPerMillion} s for a million ` +
    `artifacts, a step of the purge ${measured.purgeMs} ms.`,
    ...how.map((line) => `How: ${line}.`),
    `Assumed: ${USERS.sessionsPerDay} sessions of a registered user and day, of ` +
    `${USERS.callsPerSession} tool calls (geometric), ${USERS.pause} s apart (exponential); the busiest ` +
    `hour has ${USERS.peakFactor} times the mean; ${USERS.artifacts} artifacts of a user.`,
    `Assumed: ${mix.join(", ")}.`,
    "Assumed: processor time of a call is exponential around its mean; every call verifies its token.",
    `Assumed: a worker boots in ${WORKER.boot} s; a new one starts when all have ${WORKER.concurrency} ` +
    `requests. Documented: it retires after ${WORKER.softCpu} s of processor time (soft limit of the ` +
    `local stack) or ${WORKER.retiredAfter} s.`,
    `Assumed: PostgREST takes ${
      DATABASE.postgrest * 1_000
    } ms of the database's processors for a ` +
    `request, a commit waits ${DATABASE.commit * 1_000} ms, the network ${
      DATABASE.network * 1_000
    } ms ` +
    "one way. A processor is as fast as this machine's.",
    `Assumed: PostgREST's pool has 40% of the documented connections; of ${
      100 * NIGHT.dueShare
    }% of users ` +
    `something is due each night, one step of the purge for each. A statement of a nightly job ends ` +
    `after ${NIGHT.statementTimeout} s.`,
    "Documented: processors, connections, disk and recommended size of the database for each compute size.",
    "Left out: full-page images in the WAL, vacuum, backups, cache misses, and other users of the machine.",
  ];
}

function markdown(rows: readonly string[][]): string {
  const [head = [], ...body] = rows;
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join(
    "\n",
  );
}

function significant(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString("en", { maximumFractionDigits: 4 });
}

function round(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString("en");
}

function bytes(value: number): string {
  const [unit, name] = value < 1e9 ? [1e6, "MB"] : value < 1e12 ? [1e9, "GB"] : [1e12, "TB"];
  return `${significant(value / unit)} ${name}`;
}
