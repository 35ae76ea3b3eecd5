// The memory pools for request bodies. Anonymous callers share a small pool, and only a verified token opens the
// others: neither anonymous nor large bodies use up the memory for small calls of signed-in users.

import { createMemoryPool, type MemoryPool, type Transfer } from "./memory_pool.ts";

/** The largest body, in bytes, of an anonymous caller. */
export const SMALL_BODY = 64 * 1024;

/** In bytes. The bodies of almost all calls are smaller. */
const TINY_BODY = 8 * 1024;

const MIB = 1024 * 1024;

export interface BodyPools {
  /** Bodies up to {@link TINY_BODY}; larger bodies cannot use it up. */
  tiny: MemoryPool;
  /** Bodies up to {@link SMALL_BODY} of senders that are not verified; an invalid token opens no other pool. */
  small: MemoryPool;
  /** Small bodies of signed-in users, once the pool for unknown senders is full. */
  authenticated: MemoryPool;
  /** Bodies above {@link SMALL_BODY}, of signed-in users only. */
  large: MemoryPool;
}

/** 32 MiB in total, of a worker's 256 MB: a body that is decoded and parsed takes several times its size. */
export function createBodyPools(): BodyPools {
  return {
    tiny: createMemoryPool(4 * MIB),
    small: createMemoryPool(4 * MIB),
    authenticated: createMemoryPool(4 * MIB, { perOwner: MIB }),
    // No single user can fill the pool.
    large: createMemoryPool(20 * MIB, { perOwner: 8 * MIB }),
  };
}

/** Why a body gets no memory. */
export type ReservationFailure = "no_room" | "not_signed_in";

/** @returns an identifier of the user; `undefined` for senders who are not signed in */
export type IdentifySender = () => Promise<string | undefined>;

/** The memory reserved for one body. */
export interface BodyReservation {
  /**
   * Sets the reserved size.
   * @param identifySender verifies the sender's token; called only if the result matters
   * @returns the failure, or `undefined`
   */
  resize(bytes: number, identifySender: IdentifySender): Promise<ReservationFailure | undefined>;
  release(): void;
}

export function createBodyReservation(pools: BodyPools, transfer: Transfer): BodyReservation {
  const all = [pools.tiny, pools.small, pools.authenticated, pools.large];
  let released = false;

  function move(to: MemoryPool, bytes: number): ReservationFailure | undefined {
    // A body may be aborted during token verification: memory reserved after that would leak.
    if (released || !to.reserve(transfer, bytes)) return "no_room";
    for (const pool of all) if (pool !== to) pool.release(transfer);
    return undefined;
  }

  return {
    async resize(bytes, identifySender) {
      const isLarge = bytes > SMALL_BODY;
      const open = bytes > TINY_BODY ? pools.small : pools.tiny;
      if (!isLarge && move(open, bytes) === undefined) return undefined;
      transfer.owner = await identifySender();
      if (transfer.owner === undefined) return isLarge ? "not_signed_in" : "no_room";
      return move(isLarge ? pools.large : pools.authenticated, bytes);
    },
    release() {
      released = true;
      for (const pool of all) pool.release(transfer);
    },
  };
}
