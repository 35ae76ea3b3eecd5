// Simulated time: events in the order of their times, and for equal times in the order in which they were scheduled.

interface Event {
  at: number;
  number: number;
  happen(): void;
}

export interface Clock {
  /** Seconds since the start. */
  now(): number;
  /** @param delay seconds */
  after(delay: number, happen: () => void): void;
  /** Lets events happen until there is none, or until `stop` returns true. */
  run(stop: () => boolean): void;
}

export function createClock(): Clock {
  const heap: Event[] = [];
  let now = 0;
  let scheduled = 0;

  function push(event: Event): void {
    let place = heap.push(event) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(event, heap[parent]!)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = event;
  }

  function pop(): Event | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let place = 0;
    while (true) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
    return first;
  }

  return {
    now: () => now,
    after: (delay, happen) => push({ at: now + delay, number: scheduled++, happen }),
    run(stop) {
      for (let event = pop(); event; event = pop()) {
        now = event.at;
        event.happen();
        if (stop()) return;
      }
    },
  };
}

function isBefore(one: Event, other: Event): boolean {
  return one.at < other.at || one.at === other.at && one.number < other.number;
}
