// Memory for bodies in transit, incoming and outgoing. When a pool is full, the slowest transfers are aborted,
// so that slow clients never block fast ones.

/** One incoming or outgoing body. */
export interface Transfer {
  /** By `performance.now()`. */
  readonly startedAt: number;
  /** Bytes received or sent. */
  transferred: number;
  /** The user, if known. */
  owner?: string | undefined;
  /** Ends the transfer to free its memory; absent once the whole body has arrived. */
  abort?: (() => void) | undefined;
}

export interface MemoryPool {
  /**
   * Sets the number of bytes that a transfer holds in this pool.
   * @returns whether the pool had room, if necessary after aborting slower transfers; `false` changes nothing
   */
  reserve(transfer: Transfer, bytes: number): boolean;
  /** Frees the transfer's bytes in this pool. */
  release(transfer: Transfer): void;
}

/** A younger transfer has no meaningful rate yet. */
const MIN_AGE_MS = 500;

interface Options {
  /** Limit of bytes for one owner; default: the whole pool. */
  perOwner?: number;
  /** Milliseconds, by the clock of {@link Transfer.startedAt}. */
  now?: () => number;
}

/** @param total bytes */
export function createMemoryPool(
  total: number,
  { perOwner = total, now = () => performance.now() }: Options = {},
): MemoryPool {
  const reserved = new Map<Transfer, number>();
  let free = total;

  function release(transfer: Transfer): void {
    free += reserved.get(transfer) ?? 0;
    reserved.delete(transfer);
  }

  // The transfers that may be aborted, slowest first.
  function abortable(): Transfer[] {
    const time = now();
    const rate = ({ transferred, startedAt }: Transfer) => transferred / (time - startedAt);
    return [...reserved.keys()]
      .filter(({ abort, startedAt }) => abort && time - startedAt >= MIN_AGE_MS)
      .sort((one, other) => rate(one) - rate(other));
  }

  /** @returns whether `bytes` are free now; aborts nothing if that would not be enough */
  function makeRoom(bytes: number, requester: Transfer): boolean {
    let room = free;
    const victims = [];
    for (const transfer of abortable()) {
      if (room >= bytes || transfer === requester) break;
      room += reserved.get(transfer) ?? 0;
      victims.push(transfer);
    }
    if (room < bytes) return false;
    for (const victim of victims) {
      release(victim);
      victim.abort?.();
    }
    return true;
  }

  function reservedBy(owner: string): number {
    let sum = 0;
    for (const [transfer, bytes] of reserved) if (transfer.owner === owner) sum += bytes;
    return sum;
  }

  return {
    reserve(transfer, bytes) {
      const { owner } = transfer;
      const more = bytes - (reserved.get(transfer) ?? 0);
      if (owner !== undefined && reservedBy(owner) + more > perOwner) return false;
      if (more > free && !makeRoom(more, transfer)) return false;
      free -= more;
      reserved.set(transfer, bytes);
      return true;
    },
    release,
  };
}
