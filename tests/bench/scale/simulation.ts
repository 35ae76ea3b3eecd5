// One project in the busiest hour of a day: sessions arrive, workers run the function, and the Data API serves its
// requests.

import { DATABASE, MIX, type Size, USERS } from "./assumptions.ts";
import { createClock } from "./clock.ts";
import { createDataApi } from "./data_api.ts";
import { isSaved, peakRate } from "./demand.ts";
import type { CallCost, Measured } from "./measured.ts";
import { createRandom } from "./random.ts";
import { createWorkers, type Worker } from "./workers.ts";

export interface Scenario {
  users: number;
  /** Its processors and its pool. */
  size: Pick<Size, "processors" | "pool">;
  measured: Measured;
  seed: number;
  /** Tool calls that are measured, after five minutes that are not. */
  calls: number;
}

export interface Outcome {
  /** Tool calls a second. */
  rate: number;
  /** Milliseconds from the gateway of the functions and back. */
  p50: number;
  p99: number;
  /** Share of tool calls that got no connection to the database in time. */
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

interface Kind extends CallCost {
  share: number;
  isSaved: boolean;
}

const MS = 1 / 1_000;
/** Of a call's processor time in the function, the part before the request to the database. */
const BEFORE = 0.5;
/** Seconds until there are sessions and workers of all ages. */
const WARM_UP = 300;

export function simulate(scenario: Scenario): Outcome {
  const { users, size, measured, seed, calls } = scenario;
  const clock = createClock();
  const random = createRandom(seed);
  const api = createDataApi(clock, random, size);
  const workers = createWorkers(clock, measured.startMs * MS);
  const kinds = kindsOf(measured);
  const tally = createTally();
  let measuredFrom = 0;

  function countIfDue(worker: Worker): void {
    if (!worker.isCountDue(DATABASE.countInterval)) return;
    tally.counts++;
    api.count(measured.countMsPerMillion * MS * users / 1e6);
  }

  function call(done: () => void): void {
    const kind = random.of(kinds);
    const arrived = clock.now();
    const worker = workers.enter();
    const cpu = (random.exponential(kind.functionMs) + measured.verifyMs) * MS;
    const answer = (served: boolean) =>
      worker.run((1 - BEFORE) * cpu, () => {
        worker.leave();
        tally.add(kind, served, clock.now() - arrived);
        done();
      });
    worker.run(BEFORE * cpu, () => {
      countIfDue(worker);
      api.request(measured.charge.databaseMs, false, () => {});
      clock.after(DATABASE.network, () =>
        api.request(kind.databaseMs, kind.isSaved, (served) => {
          clock.after(DATABASE.network, () => answer(served));
        }));
    });
  }

  function greet(messages: readonly string[], done: () => void): void {
    const [message, ...later] = messages;
    if (message === undefined) return done();
    const worker = workers.enter();
    worker.run(random.exponential(costOf(measured, message).functionMs) * MS, () => {
      worker.leave();
      greet(later, done);
    });
  }

  function converse(left: number): void {
    if (left === 0) return;
    call(() => clock.after(random.exponential(USERS.pause), () => converse(left - 1)));
  }

  function arrive(): void {
    greet(["initialize", "tools/list"], () => converse(random.geometric(USERS.callsPerSession)));
    clock.after(random.exponential(USERS.callsPerSession / peakRate(users)), arrive);
  }

  arrive();
  clock.after(WARM_UP, () => {
    measuredFrom = clock.now();
    tally.reset();
    for (const use of [api.connections, api.processors, api.counting, workers]) use.reset();
  });
  clock.run(() => measuredFrom > 0 && tally.ended() >= calls);
  const { average, most } = workers.live;
  const seconds = clock.now() - measuredFrom;
  return {
    ...tally.outcome(seconds),
    workers: { average: average(), most: most(), startedPerSecond: workers.started() / seconds },
    connections: { average: api.connections.average(), most: api.connections.most() },
    processors: api.processors.average(),
    counts: { perSecond: tally.counts / seconds, busy: api.counting.average() },
  };
}

function kindsOf(measured: Measured): Kind[] {
  return Object.entries(MIX).map(([name, share]) => ({
    ...costOf(measured, name),
    ...{ share, isSaved: isSaved(measured, name) },
  }));
}

function costOf({ calls }: Measured, name: string): CallCost {
  const cost = calls[name];
  if (!cost) throw new Error(`${name} was not measured`);
  return cost;
}

/** Counts calls that ended. */
function createTally() {
  let times: number[] = [];
  let [failed, saves, walBytes] = [0, 0, 0];
  return {
    counts: 0,
    add(kind: Kind, served: boolean, seconds: number) {
      if (!served) return void failed++;
      times.push(seconds / MS);
      if (kind.isSaved) saves++;
      walBytes += kind.walBytes;
    },
    ended: () => times.length + failed,
    reset() {
      times = [];
      [failed, saves, walBytes, this.counts] = [0, 0, 0, 0];
    },
    outcome(seconds: number) {
      times.sort((one, other) => one - other);
      const at = (share: number) => times[Math.floor(share * times.length)] ?? NaN;
      const ended = times.length + failed;
      return {
        ...{ rate: ended / seconds, p50: at(0.5), p99: at(0.99), failed: failed / ended },
        ...{ saves: saves / seconds, walBytes: walBytes / seconds },
      };
    },
  };
}
