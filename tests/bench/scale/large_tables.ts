// What grows with the tables rather than with the calls: measured by `deno task bench:partitions --artifacts 10000000`.

/** Seconds for a million artifacts. */
export const PER_MILLION = {
  /** `reindex index concurrently library.content_words_words`. */
  rebuild: 1,
  /** A step of the purge that looks at all artifacts. */
  purgeScan: 1,
} as const;

/** Seconds: the limit of one statement for the role that pg_cron's jobs run as (documented: 2 minutes). */
export const JOB_TIMEOUT = 120;
/** The purge runs twice a night. */
export const PURGES_PER_NIGHT = 2;
/** Users of whom something is due in a night. Not measured. */
export const DUE_SHARE = 0.01;
