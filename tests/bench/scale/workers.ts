// The workers of function mcp: each runs one piece of code at a time, and retires by processor time or by age.

import { WORKER } from "./assumptions.ts";
import type { Clock } from "./clock.ts";
import { createLevel, createPool, type Pool, type Use } from "./stations.ts";

export interface Worker {
  /** Runs code after the code of earlier requests. @param seconds of processor time */
  run(seconds: number, done: () => void): void;
  /** Whether the worker has not counted the libraries for a minute; then it counts them now. */
  isCountDue(interval: number): boolean;
  /** Ends a request. */
  leave(): void;
}

export interface Workers {
  readonly live: Use;
  /** Since the last reset. */
  started(): number;
  /** Begins a request on the least busy worker, or on a new one. */
  enter(): Worker;
  reset(): void;
}

interface State extends Worker {
  requests: number;
  isRetired: boolean;
}

/** @param start seconds of processor time that a new worker uses before its first answer */
export function createWorkers(clock: Clock, start: number): Workers {
  const live = createLevel(clock);
  const active = new Set<State>();
  let [count, started] = [0, 0];

  function create(): State {
    const code: Pool = createPool(clock, 1);
    let [used, countedAt] = [0, -Infinity];
    const retire = () => {
      if (worker.isRetired) return;
      worker.isRetired = true;
      active.delete(worker);
      if (worker.requests === 0) live.set(--count);
    };
    const worker: State = {
      requests: 0,
      isRetired: false,
      run(seconds, done) {
        code.acquire(() =>
          clock.after(seconds, () => {
            used += seconds;
            if (used >= WORKER.softCpu) retire();
            code.release();
            done();
          })
        );
      },
      isCountDue(interval) {
        if (clock.now() - countedAt < interval) return false;
        countedAt = clock.now();
        return true;
      },
      leave() {
        worker.requests--;
        if (worker.isRetired && worker.requests === 0) live.set(--count);
      },
    };
    active.add(worker);
    live.set(++count);
    started++;
    code.acquire(() => clock.after(WORKER.boot, code.release));
    worker.run(start, () => {});
    clock.after(WORKER.retiredAfter, retire);
    return worker;
  }

  return {
    live,
    started: () => started,
    enter() {
      let chosen: State | undefined;
      for (const worker of active) {
        if (!chosen || worker.requests < chosen.requests) chosen = worker;
      }
      const worker = chosen && chosen.requests < WORKER.concurrency ? chosen : create();
      worker.requests++;
      return worker;
    },
    reset() {
      live.reset();
      started = 0;
    },
  };
}
