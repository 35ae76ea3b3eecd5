// Memory that a worker spends on bytes in motion: bodies that arrive, answers that leave. When it runs
// out, the slowest flow is given up, so that slow clients never keep fast ones out.

/** One body or answer in motion. */
export interface Flow {
  /** By `performance.now()`. */
  readonly began: number;
  /** Bytes that have arrived or left so far. */
  moved: number;
  /** The user, if that is known. */
  owner?: string | undefined;
  /** Ends the flow because another one needs its memory; absent once all of it has arrived. */
  giveUp?: (() => void) | undefined;
}

export interface Memory {
  /**
   * Lets a flow hold this many bytes, instead of those it holds here already.
   * @returns whether there was room, also by giving up slower flows; if not, nothing changes
   */
  hold(flow: Flow, bytes: number): boolean;
  /** Frees what the flow holds here. */
  release(flow: Flow): void;
}

/** A flow younger than this has no speed yet. */
const NEW_MS = 500;

interface Options {
  /** Bytes that one owner may hold; default: all. */
  perOwner?: number;
  /** Milliseconds, by the clock of {@link Flow.began}. */
  now?: () => number;
}

/** @param total bytes */
export function createMemory(
  total: number,
  { perOwner = total, now = () => performance.now() }: Options = {},
): Memory {
  const held = new Map<Flow, number>();
  let free = total;

  function release(flow: Flow): void {
    free += held.get(flow) ?? 0;
    held.delete(flow);
  }

  // Slowest first.
  function slowFlows(): Flow[] {
    const time = now();
    const speed = ({ moved, began }: Flow) => moved / (time - began);
    return [...held.keys()]
      .filter(({ giveUp, began }) => giveUp && time - began >= NEW_MS)
      .sort((one, other) => speed(one) - speed(other));
  }

  /** @returns whether that many bytes are free now; gives up no flow where that would not suffice */
  function makeRoom(bytes: number, flow: Flow): boolean {
    let room = free;
    const victims = [];
    for (const slow of slowFlows()) {
      if (room >= bytes || slow === flow) break;
      room += held.get(slow) ?? 0;
      victims.push(slow);
    }
    if (room < bytes) return false;
    for (const victim of victims) {
      release(victim);
      victim.giveUp?.();
    }
    return true;
  }

  function heldBy(owner: string): number {
    let sum = 0;
    for (const [flow, bytes] of held) if (flow.owner === owner) sum += bytes;
    return sum;
  }

  return {
    hold(flow, bytes) {
      const more = bytes - (held.get(flow) ?? 0);
      if (flow.owner !== undefined && heldBy(flow.owner) + more > perOwner) return false;
      if (more > free && !makeRoom(more, flow)) return false;
      free -= more;
      held.set(flow, bytes);
      return true;
    },
    release,
  };
}
