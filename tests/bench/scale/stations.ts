// What requests wait for: a pool with a queue, and processors that all running requests share. Times are in seconds.

import type { Clock } from "./clock.ts";

/** How much of something was in use: the average over time, and the most. */
export interface Use {
  average(): number;
  most(): number;
  /** Forgets everything until now. */
  reset(): void;
}

interface Level extends Use {
  set(level: number): void;
}

export function createLevel(clock: Clock): Level {
  let [level, most, area, since, start] = [0, 0, 0, 0, 0];
  const settle = () => {
    area += level * (clock.now() - since);
    since = clock.now();
  };
  return {
    set(next) {
      settle();
      level = next;
      most = Math.max(most, next);
    },
    average() {
      settle();
      return area / (clock.now() - start);
    },
    most: () => most,
    reset() {
      settle();
      [area, start, most] = [0, clock.now(), level];
    },
  };
}

/** First come, first served. */
export interface Pool {
  readonly used: Use;
  readonly waiting: Use;
  acquire(go: () => void): void;
  release(): void;
}

export function createPool(clock: Clock, size: number): Pool {
  const [used, waiting] = [createLevel(clock), createLevel(clock)];
  const queue: (() => void)[] = [];
  let [head, inUse] = [0, 0];
  const length = () => queue.length - head;
  return {
    used,
    waiting,
    acquire(go) {
      if (inUse < size) {
        used.set(++inUse);
        return go();
      }
      queue.push(go);
      waiting.set(length());
    },
    release() {
      const next = queue[head];
      if (!next) return used.set(--inUse);
      head++;
      // The queue is cut now and then: shift() would move all elements each time.
      if (head > 1_000 && head > length()) {
        queue.splice(0, head);
        head = 0;
      }
      waiting.set(length());
      next();
    },
  };
}

/** Processors that all requests share equally, none of them using more than one. */
export interface Processors {
  readonly used: Use;
  /** @param work seconds of one processor */
  run(work: number, done: () => void): void;
}

export function createProcessors(clock: Clock, count: number): Processors {
  const used = createLevel(clock);
  /** Requests by the amount of work that each request had got when this one ends. */
  const running: { end: number; done: () => void }[] = [];
  let [got, since, timer] = [0, 0, 0];
  const rate = () => Math.min(1, count / running.length);

  function settle(): void {
    if (running.length > 0) got += (clock.now() - since) * rate();
    since = clock.now();
  }

  function schedule(): void {
    used.set(Math.min(count, running.length));
    const [next] = running;
    if (!next) return;
    const number = ++timer;
    clock.after(Math.max(0, next.end - got) / rate(), () => {
      if (number !== timer) return;
      settle();
      running.shift();
      schedule();
      next.done();
    });
  }

  return {
    used,
    run(work, done) {
      settle();
      const end = got + work;
      let place = running.length;
      while (place > 0 && running[place - 1]!.end > end) place--;
      running.splice(place, 0, { end, done });
      schedule();
    },
  };
}
