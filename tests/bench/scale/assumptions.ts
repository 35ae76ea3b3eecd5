// What the simulation assumes, beside what was measured: users, platform, sizes of the database.

/** How users call. One tool call makes one request to the database, and one more that charges the call budget. */
export const USERS = {
  /** Of a registered user and day, on average. Users are independent, so the sum of many is Poisson, also if a few call often. */
  sessionsPerDay: 0.4,
  /** The busiest hour, to the mean hour. */
  peakFactor: 3,
  /** Tool calls of a session: geometric. `initialize` and `tools/list` come before them. */
  callsPerSession: 5,
  /** Seconds between two calls of a session, on average: exponential. */
  pause: 8,
  /** Artifacts of a registered user, the trash included. */
  artifacts: 50,
} as const;

/** Shares of the tools among tool calls; they add up to 1. */
export const MIX = {
  list: 0.27,
  search: 0.2,
  view: 0.3,
  create: 0.08,
  update: 0.1,
  history: 0.02,
  share: 0.01,
  open: 0.02,
} as const;

/** Seconds. */
export const WORKER = {
  /** The documented limit is 2 s; the soft limit, 1 s, is the one of Supabase's local stack. */
  softCpu: 1,
  /** Half of the documented wall clock of paid plans, 400 s: the Edge Runtime retires a worker then. */
  retiredAfter: 200,
  /** Until the code of a new worker runs. Not documented, and not measured. */
  boot: 0.2,
  /** Requests in flight from which on a further worker starts. Not documented: the platform's own. */
  concurrency: 8,
} as const;

/** Seconds. */
export const DATABASE = {
  /** Processor time of PostgREST for a request, on the database's machine. Not measured. */
  postgrest: 0.0004,
  /** A commit waits for the disk. Not measured; the bench runs without fsync. */
  commit: 0.002,
  /** One way between function and Data API, within a region. */
  network: 0.0005,
  /** Of the Data API: the role `authenticator` (documented). */
  statementTimeout: 8,
  /** Of PostgREST's pool (its default). */
  poolTimeout: 10,
  /** Between two counts of all libraries by one worker (mcp/artifacts/storage_watch.ts). */
  countInterval: 60,
} as const;

/** Jobs of pg_cron. */
export const NIGHT = {
  /** Seconds of one statement, for the role that the jobs run as (documented: 2 minutes). */
  statementTimeout: 120,
  /** Seconds between two steps of the purge, so that saves go on. */
  pause: 0.01,
  /** The purge runs twice. */
  purges: 2,
  /** Users of whom something is due. Not measured. */
  dueShare: 0.01,
} as const;

/** Share of `max connections` that PostgREST's pool gets. Supabase sets it by size, and documents only that 40% is much. */
const POOL_SHARE = 0.4;

/** A compute size, as Supabase documents it ("Compute and disk", read on 2026-11-30). */
export interface Size {
  name: string;
  processors: number;
  /**
   * Processors that may be busy all day. Sizes below Large share processors and burst; their share is assumed to be
   * that of AWS's t4g: 5% (nano), 10% (micro), 20% (small, medium) of two processors.
   */
  sustained: number;
  connections: number;
  pool: number;
  /** Bytes a second. */
  diskThroughput: number;
  diskOperations: number;
  /** Largest recommended database, in bytes. */
  databaseBytes: number;
}

const size = (
  name: string,
  processors: number,
  sustained: number,
  connections: number,
  megabits: number,
  diskOperations: number,
  gigabytes: number,
): Size => ({
  ...{ name, processors, sustained, connections, diskOperations },
  pool: Math.floor(POOL_SHARE * connections),
  diskThroughput: megabits * 1e6 / 8,
  databaseBytes: gigabytes * 1e9,
});

/** Smallest first. */
export const SIZES: readonly Size[] = [
  size("Nano (free)", 2, 0.1, 60, 43, 250, 0.5),
  size("Micro", 2, 0.2, 60, 87, 500, 10),
  size("Small", 2, 0.4, 90, 174, 1_000, 50),
  size("Medium", 2, 0.4, 120, 347, 2_000, 100),
  size("Large", 2, 2, 160, 630, 3_600, 200),
  size("XL", 4, 4, 240, 1_188, 6_000, 500),
  size("2XL", 8, 8, 380, 2_375, 12_000, 1_000),
  size("4XL", 16, 16, 480, 4_750, 20_000, 2_000),
  size("8XL", 32, 32, 490, 9_500, 40_000, 4_000),
  size("16XL", 64, 64, 500, 19_000, 80_000, 10_000),
];
