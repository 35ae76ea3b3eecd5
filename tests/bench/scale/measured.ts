// What was measured for the simulation, and how. `deno task bench:scale --measure` renews measured.json.

import measured from "./measured.json" with { type: "json" };

/** What one call of a kind costs, in milliseconds of processor time. */
export interface CallCost {
  /** In the function. */
  functionMs: number;
  /** In PostgreSQL; 0 = the call does not reach the database. */
  databaseMs: number;
  /** Bytes of WAL; 0 = the call commits no change. */
  walBytes: number;
}

export interface Measured {
  date: string;
  processors: number;
  how: string[];
  calls: Record<string, CallCost>;
  /** A request that charges the user's call budget. */
  charge: { databaseMs: number };
  /** Processor time from the start of a process to its first answer. */
  startMs: number;
  /** Processor time of verifying a token that the worker does not know. */
  verifyMs: number;
  /** Of project_status(), for a million libraries. */
  countMsPerMillion: number;
  /** On disk, with its entries in all indexes. */
  bytesPerArtifact: number;
  /** Processor time of rebuilding the index of contents, for a million artifacts. */
  rebuildSecondsPerMillion: number;
  /** Processor time of a step of the purge that deletes one artifact. */
  purgeMs: number;
}

export const MEASURED: Measured = measured;
