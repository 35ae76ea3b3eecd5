// The database behind PostgREST's pool: requests wait for a connection, then share the processors; commits wait for the
// disk. A count of all libraries locks one row.

import { DATABASE, type Size } from "./assumptions.ts";
import type { Clock } from "./clock.ts";
import type { Random } from "./random.ts";
import { createPool, createProcessors, type Use } from "./stations.ts";

const MS = 1 / 1_000;

export interface DataApi {
  readonly connections: Use;
  readonly processors: Use;
  /** Counts that run: 1 or 0. */
  readonly counting: Use;
  /**
   * @param databaseMs processor time on average, without PostgREST's
   * @param done gets whether the request was served
   */
  request(databaseMs: number, isSaved: boolean, done: (served: boolean) => void): void;
  /** @param seconds of processor time */
  count(seconds: number): void;
}

export function createDataApi(
  clock: Clock,
  random: Random,
  size: Pick<Size, "processors" | "pool">,
): DataApi {
  const pool = createPool(clock, size.pool);
  const processors = createProcessors(clock, size.processors);
  const row = createPool(clock, 1);

  // The statement gives up at the time limit, also while it waits for the row.
  function countWithin(seconds: number): void {
    const since = clock.now();
    let isOver = false;
    const end = () => {
      if (!isOver) pool.release();
      isOver = true;
    };
    clock.after(DATABASE.statementTimeout, end);
    row.acquire(() => {
      if (isOver) return row.release();
      const left = DATABASE.statementTimeout - (clock.now() - since);
      processors.run(Math.min(left, seconds), () => {
        row.release();
        end();
      });
    });
  }

  return {
    ...{ connections: pool.used, processors: processors.used, counting: row.used },
    request(databaseMs, isSaved, done) {
      const since = clock.now();
      const end = (served: boolean) => {
        pool.release();
        done(served);
      };
      pool.acquire(() => {
        if (clock.now() - since > DATABASE.poolTimeout) return end(false);
        const work = random.exponential(databaseMs * MS) + DATABASE.postgrest;
        processors.run(work, () => clock.after(isSaved ? DATABASE.commit : 0, () => end(true)));
      });
    },
    count: (seconds) => pool.acquire(() => countWithin(seconds)),
  };
}
