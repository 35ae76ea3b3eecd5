// The memory pools for request bodies. Two small pools are open to anonymous callers; the others require a verified
// token. So neither anonymous nor large bodies can use up the memory for small calls of signed-in users.

import { createMemoryPool, type MemoryPool, type Transfer } from "./memory_pool.ts";

/** The largest body of an anonymous caller, in bytes. */
export const SMALL_BODY = 64 * 1024;

/** In bytes. The bodies of almost all calls are smaller. */
const TINY_BODY = 8 * 1024;

const MIB = 1024 * 1024;

export interface BodyPools {
  /** Bodies up to {@link TINY_BODY} of any sender. Larger bodies cannot use up this pool. */
  tiny: MemoryPool;
  /** Bodies up to {@link SMALL_BODY} of any sender: the token is not verified yet. */
  small: MemoryPool;
  /** Bodies up to {@link SMALL_BODY} of signed-in users, when `tiny` or `small` is full. */
  authenticated: MemoryPool;
  /** Bodies above {@link SMALL_BODY}, of signed-in users only. */
  large: MemoryPool;
}

/** The pools take only 32 MiB of a worker's 256 MB, because a decoded and parsed body takes several times its size. */
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
   * @param identifySender verifies the sender's token; called for large bodies, and when `tiny` or `small` is full
   * @returns the failure, or `undefined`
   */
  resize(bytes: number, identifySender: IdentifySender): Promise<ReservationFailure | undefined>;
  release(): void;
}

export function createBodyReservation(pools: BodyPools, transfer: Transfer): BodyReservation {
  const all = [pools.tiny, pools.small, pools.authenticated, pools.large];
  let released = false;

  function move(to: MemoryPool, bytes: number): ReservationFailure | undefined {
    // `release` may be called during token verification. Memory reserved after that would never be released.
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
