// Limits the memory of bodies in transit, incoming and outgoing. When a pool is full, the slowest transfers are
// aborted, so that slow clients never block fast ones.

/** The transfer of one incoming or outgoing body. */
export interface Transfer {
  /** Time of the start, by `performance.now()`. */
  readonly startedAt: number;
  /** Bytes received or sent. */
  transferred: number;
  /** An identifier of the user, if known. */
  owner?: string | undefined;
  /** Ends the transfer to free its memory; absent once the whole body has arrived. */
  abort?: (() => void) | undefined;
}

export interface MemoryPool {
  /**
   * Sets the number of bytes that a transfer holds in this pool. If the pool is full, slower transfers are aborted.
   * @returns whether the bytes were reserved; if not, nothing has changed
   */
  reserve(transfer: Transfer, bytes: number): boolean;
  /** Frees the transfer's bytes in this pool. */
  release(transfer: Transfer): void;
}

/** A younger transfer is not aborted, because its rate is not meaningful yet. */
const MIN_AGE_MS = 500;

interface Options {
  /** Maximum bytes of one owner; default: the whole pool. */
  perOwner?: number;
  /** Current time in milliseconds, by the clock of {@link Transfer.startedAt}. */
  now?: () => number;
}

/** @param total size of the pool in bytes */
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

  /**
   * Aborts the slowest transfers until `bytes` are free. Aborts none if too few bytes would be free.
   * @returns whether `bytes` are free
   */
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
