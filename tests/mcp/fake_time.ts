// Time under a test's control, for code that uses setTimeout() and performance.now().

/** Fake time, in effect until `restore()`. */
interface FakeTime {
  /** Moves the clock by `ms` milliseconds and runs the timers that are due. */
  advance(ms: number): Promise<void>;
  /** Settles as `work` does. Whenever `work` waits for a timer, the clock moves to that timer. */
  until<Result>(work: Promise<Result>): Promise<Result>;
  restore(): void;
}

interface Timer {
  at: number;
  run(): void;
}

const real = { setTimeout, clearTimeout };
/** Apart, since Deno 2.1.4 allows no other receiver. */
const later = setTimeout;

/** Replaces the timers and the clock. Network and files stay real: `until()` does not wait for them. */
export function fakeTime(): FakeTime {
  let now = performance.now();
  let lastId = 0;
  const timers = new Map<number, Timer>();
  const setFake = (run: () => void, ms = 0) => {
    timers.set(++lastId, { at: now + Math.max(ms, 0), run });
    return lastId;
  };
  Object.assign(globalThis, {
    setTimeout: setFake,
    clearTimeout: (id?: number) => void timers.delete(id ?? 0),
  });
  Object.defineProperty(performance, "now", { value: () => now, configurable: true });

  /** Runs the next timer, if it is due by `end`. */
  function runNext(end = Infinity): boolean {
    const [next] = [...timers].sort(([, one], [, other]) => one.at - other.at);
    if (!next || next[1].at > end) return false;
    const [id, { at, run }] = next;
    timers.delete(id);
    now = Math.max(now, at);
    run();
    return true;
  }

  return {
    async advance(ms) {
      const end = now + ms;
      do await turn(); while (runNext(end));
      now = end;
    },
    async until(work) {
      let settled = false;
      const settle = () => void (settled = true);
      work.then(settle, settle);
      for (await turn(); !settled; await turn()) runNext();
      return await work;
    },
    restore() {
      Object.assign(globalThis, real);
      Reflect.deleteProperty(performance, "now");
    },
  };
}

/** Lets pending promises settle. */
async function turn(): Promise<void> {
  await new Promise<void>((resolve) => later(resolve, 0));
}
