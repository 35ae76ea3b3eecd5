// One project in the busiest hour of a day: sessions arrive, workers run the function, PostgREST's pool and the
// database's processors serve its requests.

import { DATABASE, MIX, type Size, USERS } from "./assumptions.ts";
import { isSaved, peakRate } from "./calls.ts";
import { createClock } from "./clock.ts";
import type { Measured } from "./measured.ts";
import { createRandom } from "./random.ts";
import { createPool, createProcessors } from "./stations.ts";
import { createWorkers, type Worker } from "./workers.ts";

export interface Scenario {
  users: number;
  /** Its processors and its pool. */
  size: Pick<Size, "processors" | "pool">;
  measured: Measured;
  seed: number;
  /** Tool calls that are measured, after five minutes that are not. */
  calls: number;
  /** Whether workers count the libraries for all others, so that they are counted once a minute. */
  countsOnce?: boolean;
}

export interface Outcome {
  /** Tool calls a second. */
  rate: number;
  /** Milliseconds from the gateway of the functions and back. */
  p50: number;
  p99: number;
  /** Share of tool calls that got no answer, because no connection became free. */
  failed: number;
  workers: { average: number; most: number; startedPerSecond: number };
  connections: { average: number; most: number };
  /** Busy processors of the database. */
  processors: number;
  /** A second. */
  saves: number;
  walBytes: number;
  /** Counts of all libraries, a second; and the share of time in which one ran. */
  counts: { perSecond: number; busy: number };
}

const MS = 1 / 1_000;
/** Of a call's processor time, the part before the request to the database. */
const BEFORE = 0.5;
/** Seconds until sessions and workers of all ages are there. */
const WARM_UP = 300;
export function simulate({ users, size, measured, seed, calls, countsOnce }: Scenario): Outcome {
  const clock = createClock();
  const random = createRandom(seed);
  const pool = createPool(clock, size.pool);
  const processors = createProcessors(clock, size.processors);
  const counting = createPool(clock, 1);
  const workers = createWorkers(clock, measured.startMs * MS);
  const kinds = Object.entries(MIX).map(([name, share]) => ({ share, ...costOf(measured, name) }));
  const handshake = ["initialize", "tools/list"].map((name) => costOf(measured, name));
  const times: number[] = [];
  let [failed, saves, walBytes, counts] = [0, 0, 0, 0];
  let [measuredFrom, countedAt] = [0, -Infinity];

  function reset(): void {
    [failed, saves, walBytes, counts] = [0, 0, 0, 0];
    times.length = 0;
    measuredFrom = clock.now();
    for (const use of [pool.used, processors.used, counting.used, workers]) use.reset();
  }

  /** @param done gets whether the request was served */
  function ask(databaseMs: number, isSaved: boolean, done: (served: boolean) => void): void {
    const asked = clock.now();
    pool.acquire(() => {
      const finish = (served: boolean) => {
        pool.release();
        done(served);
      };
      if (clock.now() - asked > DATABASE.poolTimeout) return finish(false);
      const work = random.exponential(databaseMs * MS) + DATABASE.postgrest;
      processors.run(
        work,
        () => isSaved ? clock.after(DATABASE.commit, () => finish(true)) : finish(true),
      );
    });
  }

  // A count locks the one row of library.project until it commits; others wait with their connections.
  function count(): void {
    counts++;
    pool.acquire(() => {
      const since = clock.now();
      let isOver = false;
      const giveUp = () => {
        if (isOver) return;
        isOver = true;
        pool.release();
      };
      clock.after(DATABASE.statementTimeout, giveUp);
      counting.acquire(() => {
        if (isOver) return counting.release();
        const left = DATABASE.statementTimeout - (clock.now() - since);
        const work = Math.min(left, measured.countMsPerMillion * MS * users / 1e6);
        processors.run(work, () => {
          counting.release();
          giveUp();
        });
      });
    });
  }

  function countIfDue(worker: Worker): void {
    if (!worker.isCountDue(DATABASE.countInterval)) return;
    if (countsOnce && clock.now() - countedAt < DATABASE.countInterval) return;
    countedAt = clock.now();
    count();
  }

  function call(done: () => void): void {
    const kind = random.of(kinds);
    const arrived = clock.now();
    const worker = workers.enter();
    const cpu = random.exponential(kind.functionMs * MS) + measured.verifyMs * MS;
    const end = (served: boolean) =>
      worker.run((1 - BEFORE) * cpu, () => {
        worker.leave();
        if (served) times.push((clock.now() - arrived) / MS);
        else failed++;
        done();
      });
    worker.run(BEFORE * cpu, () => {
      countIfDue(worker);
      ask(measured.charge.databaseMs, false, () => {});
      clock.after(DATABASE.network, () =>
        ask(kind.databaseMs, kind.isSaved, (served) => {
          if (kind.isSaved) saves++;
          walBytes += kind.walBytes;
          clock.after(DATABASE.network, () => end(served));
        }));
    });
  }

  function greet(messages: readonly { functionMs: number }[], done: () => void): void {
    const [message, ...later] = messages;
    if (!message) return done();
    const worker = workers.enter();
    worker.run(random.exponential(message.functionMs * MS), () => {
      worker.leave();
      greet(later, done);
    });
  }

  function converse(left: number): void {
    if (left === 0) return;
    call(() => clock.after(random.exponential(USERS.pause), () => converse(left - 1)));
  }

  const between = USERS.callsPerSession / peakRate(users);
  function arrive(): void {
    greet(handshake, () => converse(random.geometric(USERS.callsPerSession)));
    clock.after(random.exponential(between), arrive);
  }

  arrive();
  clock.after(WARM_UP, reset);
  clock.run(() => measuredFrom > 0 && times.length + failed >= calls);
  const seconds = clock.now() - measuredFrom;
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(share * times.length)] ?? NaN;
  return {
    rate: (times.length + failed) / seconds,
    ...{ p50: at(0.5), p99: at(0.99), failed: failed / (times.length + failed) },
    workers: {
      average: workers.live.average(),
      most: workers.live.most(),
      startedPerSecond: workers.started() / seconds,
    },
    connections: { average: pool.used.average(), most: pool.used.most() },
    processors: processors.used.average(),
    saves: saves / seconds,
    walBytes: walBytes / seconds,
    counts: { perSecond: counts / seconds, busy: counting.used.average() },
  };
}

function costOf(measured: Measured, name: string) {
  const { functionMs, databaseMs, walBytes } = measured.calls[name] ?? {
    functionMs: NaN,
    databaseMs: NaN,
    walBytes: NaN,
  };
  return { functionMs, databaseMs, walBytes, isSaved: isSaved(measured, name) };
}
