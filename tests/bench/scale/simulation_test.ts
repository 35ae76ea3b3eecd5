// The simulation against results of queueing theory, against arithmetic, and against itself.

import assert from "node:assert/strict";
import { SIZES, USERS } from "./assumptions.ts";
import { createClock } from "./clock.ts";
import { demandOf, peakRate } from "./demand.ts";
import { LIMITS, mostUsers, usesOf } from "./limits.ts";
import type { Measured } from "./measured.ts";
import { createRandom } from "./random.ts";
import { type Scenario, simulate } from "./simulation.ts";
import { createPool, createProcessors } from "./stations.ts";
import { tableOfUsers } from "./table.ts";

const CUSTOMERS = 200_000;

const CALL = { functionMs: 2, databaseMs: 3, walBytes: 0 };
const SAVE = { ...CALL, walBytes: 100_000 };
/** Round numbers, so that a renewed measurement changes no result. */
const MEASURED: Measured = {
  date: "2026-11-30",
  processors: 2,
  how: [],
  calls: {
    ...{ initialize: CALL, "tools/list": CALL, list: CALL, search: CALL, view: CALL },
    ...{ history: CALL, open: CALL, create: SAVE, update: SAVE, share: SAVE },
  },
  charge: { databaseMs: 0.5 },
  startMs: 100,
  verifyMs: 0.2,
  countMsPerMillion: 100,
  bytesPerArtifact: 8_000,
  rebuildSecondsPerMillion: 100,
  purgeMs: 3,
};
const SCENARIO: Scenario = {
  users: 1_000_000,
  size: { processors: 8, pool: 100 },
  measured: MEASURED,
  seed: 1,
  calls: 30_000,
};

/**
 * Mean wait of an M/M/c queue (Erlang C).
 * @param rate arrivals a second
 * @param service seconds
 */
function meanWait(rate: number, service: number, servers: number): number {
  const load = rate * service;
  let term = 1;
  let sum = 1;
  for (let n = 1; n < servers; n++) {
    term *= load / n;
    sum += term;
  }
  const last = term * (load / servers) / (1 - load / servers);
  const waits = last / (sum + last);
  return waits * service / (servers - load);
}

/** Mean seconds of customers who arrive at random and are served by `serve`. */
function meanTime(
  rate: number,
  serve: (clock: ReturnType<typeof createClock>, seed: number) => (done: () => void) => void,
): number {
  const clock = createClock();
  const random = createRandom(7);
  const customer = serve(clock, 8);
  let [sum, served] = [0, 0];
  const arrive = () => {
    const arrived = clock.now();
    customer(() => {
      sum += clock.now() - arrived;
      served++;
    });
    clock.after(random.exponential(1 / rate), arrive);
  };
  arrive();
  clock.run(() => served === CUSTOMERS);
  return sum / served;
}

for (const [servers, rate] of [[1, 0.7], [4, 3.2], [16, 14]] as const) {
  const expected = 1 + meanWait(rate, 1, servers);

  Deno.test(`a pool of ${servers} at ${rate} arrivals a second waits as Erlang C says`, () => {
    const time = meanTime(rate, (clock, seed) => {
      const [pool, random] = [createPool(clock, servers), createRandom(seed)];
      return (done) =>
        pool.acquire(() =>
          clock.after(random.exponential(1), () => {
            pool.release();
            done();
          })
        );
    });
    assertNear(time, expected, 0.03);
  });

  // With exponential work, sharing changes who waits, but not how many there are.
  Deno.test(`${servers} shared processors at ${rate} arrivals a second take as long as Erlang C says`, () => {
    const time = meanTime(rate, (clock, seed) => {
      const [processors, random] = [createProcessors(clock, servers), createRandom(seed)];
      return (done) => processors.run(random.exponential(1), done);
    });
    assertNear(time, expected, 0.03);
  });
}

Deno.test("Erlang C for one server is the wait of M/M/1", () => {
  assertNear(meanWait(0.5, 1, 1), 1, 1e-9);
  // Two servers, load 1: a third of all customers wait, for a second on average.
  assertNear(meanWait(1, 1, 2), 1 / 3, 1e-9);
});

Deno.test("simulated processors, saves and WAL are those of the arithmetic", () => {
  const outcome = simulate({ ...SCENARIO, calls: 60_000 });
  const demand = demandOf(SCENARIO.users, MEASURED);
  const counting = outcome.counts.perSecond * demand.countSeconds;
  assertNear(outcome.rate, demand.rate, 0.03);
  assertNear(outcome.processors - counting, demand.processors, 0.03);
  assertNear(outcome.saves, demand.saves, 0.05);
  assertNear(outcome.walBytes, demand.walBytes, 0.05);
  assertNear(outcome.workers.startedPerSecond, demand.newWorkers, 0.15);
  assertNear(outcome.counts.busy, demand.countBusy, 0.2);
  assert.equal(outcome.failed, 0);
});

Deno.test("a worker retires when its processor time is used up", () => {
  const { rate, workers } = simulate(SCENARIO);
  const perCall = 2 + 0.2 + 2 * 2 / USERS.callsPerSession;
  const life = (1_000 - MEASURED.startMs) / perCall;
  assertNear(rate / workers.startedPerSecond, life, 0.1);
});

Deno.test("calls wait for a pool that is nearly used up, and fail at one that is too small", () => {
  // Counts would use the pool too.
  const measured = { ...MEASURED, countMsPerMillion: 0 };
  const ask = (users: number, pool: number) =>
    simulate({ ...SCENARIO, measured, users, size: { processors: 64, pool } });
  const [enough, few, none] = [ask(2e6, 100), ask(2e6, 1), ask(5e6, 1)];
  assert.ok(few.p50 > 1.3 * enough.p50, `${few.p50} ms, ${enough.p50} ms`);
  assert.equal(few.failed, 0);
  assert.ok(none.failed > 0.1, `${none.failed} failed`);
});

Deno.test("the same seed gives the same table, another seed another one", () => {
  const table = (seed: number) => tableOfUsers([1_000, 100_000], MEASURED, seed);
  assert.equal(table(1), table(1));
  assert.notEqual(table(1), table(2));
});

Deno.test("the resource that ends first is enough for its most users, and not for a few more", () => {
  const size = SIZES[4]!;
  const [first] = usesOf(1_000_000, size, MEASURED);
  const users = mostUsers(LIMITS.find(({ name }) => name === first!.name)!, size, MEASURED);
  assert.ok(usesOf(users, size, MEASURED).every(({ used }) => used <= 1));
  assert.ok(usesOf(1.01 * users, size, MEASURED)[0]!.used > 1);
});

Deno.test("peakRate() of a user is the mean rate times the peak factor", () => {
  assertNear(
    peakRate(86_400),
    USERS.sessionsPerDay * USERS.callsPerSession * USERS.peakFactor,
    1e-9,
  );
});

function assertNear(actual: number, expected: number, share: number): void {
  assert.ok(Math.abs(actual / expected - 1) <= share, `${actual} instead of ${expected}`);
}
