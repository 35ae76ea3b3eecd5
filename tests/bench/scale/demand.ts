// What a number of users demands, by arithmetic: the simulation is compared with it. No waiting, no randomness.

import { DATABASE, MIX, NIGHT, USERS, WORKER } from "./assumptions.ts";
import type { Measured } from "./measured.ts";

const MS = 1 / 1_000;
const DAY = 86_400;
/** A call that changes nothing writes less WAL: hints, or vacuum's work of another call. */
const LEAST_WAL_OF_A_SAVE = 500;

/** Tool calls a second in the busiest hour. */
export function peakRate(users: number): number {
  return users * USERS.sessionsPerDay * USERS.callsPerSession / DAY * USERS.peakFactor;
}

/** @throws Error if calls of this kind were not measured */
export function isSaved({ calls }: Measured, name: string): boolean {
  const cost = calls[name];
  if (!cost) throw new Error(`${name} was not measured`);
  return cost.walBytes > LEAST_WAL_OF_A_SAVE;
}

export interface Demand {
  /** Tool calls a second in the busiest hour. */
  rate: number;
  /** Busy processors of the database in the busiest hour, without counts of all libraries. */
  processors: number;
  saves: number;
  walBytes: number;
  /** Connections in use at a time. */
  connections: number;
  /** Workers that start, a second. */
  newWorkers: number;
  /** Seconds of one count of all libraries; and the share of time in which one runs. */
  countSeconds: number;
  countBusy: number;
  artifacts: number;
  bytes: number;
  /** Seconds of the nightly rebuild of the larger search index. */
  rebuildSeconds: number;
  /** Seconds of a night that the purge takes: one step for each user with something due. */
  purgeSeconds: number;
}

export function demandOf(users: number, measured: Measured): Demand {
  const rate = peakRate(users);
  const sum = (of: (name: string) => number) =>
    Object.entries(MIX).reduce((all, [name, share]) => all + share * of(name), 0);
  const databaseMs = sum((name) => measured.calls[name]?.databaseMs ?? NaN) +
    measured.charge.databaseMs;
  const saves = rate * sum((name) => isSaved(measured, name) ? 1 : 0);
  const processors = rate * (databaseMs * MS + 2 * DATABASE.postgrest);
  const artifacts = users * USERS.artifacts;
  const greeting = ["initialize", "tools/list"].map((name) =>
    measured.calls[name]?.functionMs ?? NaN
  )
    .reduce((one, other) => one + other);
  const functionMs = sum((name) => measured.calls[name]?.functionMs ?? NaN) + measured.verifyMs +
    greeting / USERS.callsPerSession;
  const newWorkers = Math.max(
    rate * functionMs * MS / (WORKER.softCpu - measured.startMs * MS),
    1 / WORKER.retiredAfter,
  );
  const countSeconds = users / 1e6 * measured.countMsPerMillion * MS;
  return {
    ...{ rate, processors, saves, artifacts, newWorkers, countSeconds },
    walBytes: rate * sum((name) => measured.calls[name]?.walBytes ?? NaN),
    connections: processors + saves * DATABASE.commit,
    // Each worker counts when it starts, and every minute.
    countBusy: countSeconds * (newWorkers + 1 / DATABASE.countInterval),
    bytes: artifacts * measured.bytesPerArtifact,
    rebuildSeconds: artifacts / 1e6 * measured.rebuildSecondsPerMillion,
    purgeSeconds: users * NIGHT.dueShare * (measured.purgeMs * MS + NIGHT.pause + DATABASE.commit),
  };
}
