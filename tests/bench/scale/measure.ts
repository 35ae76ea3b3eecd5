// Renews measured.json.

import { fileURLToPath } from "node:url";
import { Parts } from "../../local/parts.ts";
import { startProject } from "../../suites/postgres/project.ts";
import { mustRun } from "../../suites/program.ts";
import { BARE, REMEMBERING } from "../contestants.ts";
import results from "../results.json" with { type: "json" };
import { measureDatabase } from "./measure_database.ts";
import { measureCalls, measureStart } from "./measure_function.ts";
import type { Measured } from "./measured.ts";

const HOW = [
  "functionMs: utime and stime of the function's process (Deno, local stack on PostgreSQL 15), 5 rounds of 100 calls one after the other, by users whose tokens the worker knows",
  "databaseMs: utime and stime of one PostgreSQL 15 backend, 5 rounds of 100 transactions as PostgREST sends them, 20,000 artifacts of 2 kB; without PostgREST itself",
  "walBytes: advance of pg_current_wal_insert_lsn, full_page_writes off",
  "startMs: processor time of a new process of the bundle on Deno 2.1.4 until its first answer, median of 9",
  "verifyMs: results.json, bare limit less the bare limit that remembers tokens",
  "countMsPerMillion: processor time of project_status() with 300,000 libraries, for a million",
  "bytesPerArtifact: size of the database with 20,000 artifacts of 2 kB, before any update",
  "rebuildSecondsPerMillion: processor time of reindex concurrently with the same artifacts, for a million; all in memory",
  "purgeMs: processor time of purge_artifacts() for a user with one artifact to delete, beside the same artifacts",
];

export async function renewMeasured(): Promise<void> {
  await using parts = new Parts();
  const database = await measureDatabase(await parts.add(startProject()));
  const functionMs = await measureCalls();
  const startMs = await measureStart();
  const { [BARE]: bare, [REMEMBERING]: remembering } = results.throughput;
  const calls = [...functionMs].map(([kind, ms]) => {
    const { databaseMs = 0, walBytes = 0 } = database.kinds.get(kind) ?? {};
    return [kind, { functionMs: ms, databaseMs, walBytes }] as const;
  });
  const measured: Measured = {
    date: new Date().toISOString().slice(0, 10),
    processors: navigator.hardwareConcurrency,
    how: HOW,
    calls: Object.fromEntries(calls),
    charge: { databaseMs: database.kinds.get("charge")?.databaseMs ?? NaN },
    startMs,
    verifyMs: (bare.processorTime - remembering.processorTime) / 1_000,
    countMsPerMillion: database.countMsPerMillion,
    bytesPerArtifact: database.bytesPerArtifact,
    rebuildSecondsPerMillion: database.rebuildSecondsPerMillion,
    purgeMs: database.purgeMs,
  };
  const file = fileURLToPath(new URL("measured.json", import.meta.url));
  const rounded = JSON.stringify(
    measured,
    (_, value) => typeof value === "number" ? Number(value.toPrecision(3)) : value,
    2,
  );
  await Deno.writeTextFile(file, rounded + "\n");
  await mustRun(Deno.execPath(), ["fmt", "--quiet", file]);
}
