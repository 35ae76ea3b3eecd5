// What the most expensive legal request may cost. supabase/README.md states the same figures.

export interface Budget {
  /** Milliseconds of CPU of all processes of the database. */
  databaseMs: number;
  /** Milliseconds of CPU of the function's process. */
  functionMs: number;
  /** The same for requests without a token. */
  anonymousMs: number;
  /** MiB that the function's process takes above what it held before the request. */
  memoryMiB: number;
  /** Bytes sent back for each byte of an anonymous request, headers and body. */
  timesBack: number;
}

export const BUDGET: Budget = {
  databaseMs: 1_000,
  functionMs: 250,
  anonymousMs: 125,
  memoryMiB: 64,
  timesBack: 20,
};

/** Milliseconds until the database must rest after a caller has gone: Supabase's statement timeout, and a second. */
export const REST_MS = 9_000;

/** Anonymous requests that may get more than `timesBack`: each has a rate of its own. By the beginning of the name. */
export const OWN_RATE: readonly string[] = [
  "artifact_open", // per share
  "resources/read ui://", // views, per worker
  "resources/read artifacts://guide", // documents, per worker
  "tools/list",
  "GET well-known/documentation",
];

/** Multiplies the CPU budgets; memory and bytes stay. */
export function scaled(budget: Budget, scale: number): Budget {
  return {
    ...budget,
    databaseMs: budget.databaseMs * scale,
    functionMs: budget.functionMs * scale,
    anonymousMs: budget.anonymousMs * scale,
  };
}
