// Which resource of a compute size ends first, and for how many users each is enough.

import { DATABASE, NIGHT, type Size, USERS } from "./assumptions.ts";
import { type Demand, demandOf } from "./demand.ts";
import type { Measured } from "./measured.ts";

/** Queues grow fast above this share of the processors. */
const BUSY = 0.7;
/** Connections in use vary around their average: standard deviations, of a Poisson number, that are kept free. */
const DEVIATIONS = 4;

export interface Limit {
  name: string;
  /** Nightly work: independent of the size, and more can be done about it than buying a larger one. */
  isNightly?: boolean;
  /** How much of the resource is used; 1 = all that should be. */
  used(demand: Demand, size: Size): number;
}

export const LIMITS: readonly Limit[] = [
  { name: "disk space", used: ({ bytes }, size) => bytes / size.databaseBytes },
  {
    name: "processors at the peak",
    used: ({ processors, countBusy }, size) =>
      (processors + Math.min(1, countBusy)) / (BUSY * size.processors),
  },
  {
    name: "processors all day",
    used: ({ processors }, size) => processors / USERS.peakFactor / size.sustained,
  },
  {
    name: "connections",
    used: ({ connections, newWorkers, countBusy }, { pool }) => {
      // Counts wait for each other, with their connections, until the time limit.
      const counts = countBusy < 1 ? countBusy : newWorkers * DATABASE.statementTimeout;
      const inUse = connections + counts;
      return (inUse + DEVIATIONS * Math.sqrt(inUse)) / pool;
    },
  },
  { name: "disk throughput", used: ({ walBytes }, size) => walBytes / size.diskThroughput },
  { name: "disk operations", used: ({ saves }, size) => saves / size.diskOperations },
  {
    name: "count of all libraries",
    used: ({ countSeconds }) => countSeconds / DATABASE.statementTimeout,
  },
  {
    name: "nightly rebuild",
    isNightly: true,
    used: ({ rebuildSeconds }) => rebuildSeconds / NIGHT.statementTimeout,
  },
  {
    name: "nightly purge",
    isNightly: true,
    used: ({ purgeSeconds }) => purgeSeconds / (NIGHT.purges * NIGHT.statementTimeout),
  },
];

export interface Use {
  name: string;
  used: number;
}

/** @returns resources that grow with the size, the one that ends first at the start; not the nightly work */
export function usesOf(users: number, size: Size, measured: Measured): Use[] {
  const demand = demandOf(users, measured);
  return LIMITS.filter(({ isNightly }) => !isNightly)
    .map(({ name, used }) => ({ name, used: used(demand, size) }))
    .toSorted((one, other) => other.used - one.used);
}

/** @returns the users for which a resource of a size is just enough */
export function mostUsers({ used }: Limit, size: Size, measured: Measured): number {
  let [enough, tooMany] = [1, 1e12];
  while (tooMany / enough > 1.0001) {
    const users = Math.sqrt(enough * tooMany);
    if (used(demandOf(users, measured), size) <= 1) enough = users;
    else tooMany = users;
  }
  return enough;
}
