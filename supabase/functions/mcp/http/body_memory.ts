// Which memory a body takes: strangers share a small one, and only a verified token opens the others. So
// neither strangers nor large bodies take what small calls of signed-in users need.

import { createMemory, type Flow, type Memory } from "./memory.ts";

/** The largest body, in bytes, of an anonymous caller. */
export const SMALL_BODY = 64 * 1024;

/** What almost every call fits. */
const TINY_BODY = 8 * 1024;

const MIB = 1024 * 1024;

export interface BodyMemory {
  /** Bodies up to {@link TINY_BODY}, which no larger one can keep out. */
  tiny: Memory;
  /** Other small bodies whose sender is not known yet. A made-up token gets no further. */
  small: Memory;
  /** Small bodies of signed-in users, for when strangers have filled the other. */
  signedIn: Memory;
  /** Bodies above {@link SMALL_BODY}, all of signed-in users. */
  large: Memory;
}

/** 32 MiB: as text, parsed and sent on, a body takes several times as much of the worker's 256 MB. */
export function createBodyMemory(): BodyMemory {
  return {
    tiny: createMemory(4 * MIB),
    small: createMemory(4 * MIB),
    signedIn: createMemory(4 * MIB, { perOwner: MIB }),
    // One user cannot fill it.
    large: createMemory(20 * MIB, { perOwner: 8 * MIB }),
  };
}

/** Why a body gets no memory. */
export type NoMemory = "no_room" | "not_signed_in";

/** @returns what stands for the user, or `undefined` when the sender is not signed in */
export type UserOf = () => Promise<string | undefined>;

/** The memory of one body. */
export interface BodyRoom {
  /**
   * Makes it this many bytes.
   * @param userOf verifies the sender's token; called only where that decides
   * @returns why not, or `undefined`
   */
  resize(bytes: number, userOf: UserOf): Promise<NoMemory | undefined>;
  release(): void;
}

export function createBodyRoom(memory: BodyMemory, flow: Flow): BodyRoom {
  const all = [memory.tiny, memory.small, memory.signedIn, memory.large];
  let released = false;

  function move(to: Memory, bytes: number): NoMemory | undefined {
    // Given up while its token was verified: memory taken now would never be released.
    if (released || !to.hold(flow, bytes)) return "no_room";
    for (const other of all) if (other !== to) other.release(flow);
    return undefined;
  }

  return {
    async resize(bytes, userOf) {
      const isLarge = bytes > SMALL_BODY;
      const open = bytes > TINY_BODY ? memory.small : memory.tiny;
      if (!isLarge && move(open, bytes) === undefined) return undefined;
      flow.owner = await userOf();
      if (flow.owner === undefined) return isLarge ? "not_signed_in" : "no_room";
      return move(isLarge ? memory.large : memory.signedIn, bytes);
    },
    release() {
      released = true;
      for (const each of all) each.release(flow);
    },
  };
}
