// Gathers the pieces in which a body arrives, as long as it is within its limits: size, memory, rate.

import type { BodyMemory, BodyRoom, NoMemory, UserOf } from "./body_memory.ts";
import { drain, tooFine } from "./drain.ts";
import type { Flow } from "./memory.ts";
import { createPatience } from "./patience.ts";
import { chunkReader } from "./chunk_reader.ts";

/** Why a body was not read. */
export type UnreadableBody =
  | NoMemory
  | "too_large"
  | "too_fine"
  | "not_utf8"
  | "interrupted"
  | "too_slow";

export interface BodyLimits {
  /** Bytes of one body. */
  bytes: number;
  memory: BodyMemory;
  /** The longest pause of the sender, in milliseconds. */
  pauseMs: number;
  /** Verifies the sender's token: large bodies need one. */
  userOf: UserOf;
}

/** A body on its way. */
export interface Arriving {
  flow: Flow;
  room: BodyRoom;
  /** Rejects when the body is given up. */
  gone: Promise<never>;
}

export type ReadChunks = { bytes: Uint8Array } | { refused: UnreadableBody };

/** What a body takes at first; then twice as much whenever that is full. */
const FIRST_BYTES = 4 * 1024;

/** Gathers a body that is large, or as large as it turns out to be. */
export async function readChunks(
  body: ReadableStream<Uint8Array> | null,
  limits: BodyLimits,
  { flow, room, gone }: Arriving,
  expected: number,
): Promise<ReadChunks> {
  const reader = body ? chunkReader(body) : undefined;
  const patience = createPatience(limits.pauseMs);
  let buffer: Uint8Array = new Uint8Array(0);
  let pieces = 0;
  let refused: UnreadableBody | undefined;
  while (reader && !refused) {
    const value = await patience.during(Promise.race([reader.read(), gone]));
    if (!value) return { bytes: buffer.subarray(0, flow.moved) };
    const size = flow.moved + value.length;
    if (size > limits.bytes) refused = "too_large";
    else if (tooFine(++pieces, size, performance.now() - flow.began)) refused = "too_fine";
    else if (size > buffer.length) {
      const capacity = Math.max(size, Math.min(expected, powerOfTwo(size)));
      refused = await patience.paused(
        room.resize(capacity, limits.userOf),
      );
      if (!refused) buffer = enlarged(buffer, capacity);
    }
    if (!refused) buffer.set(value, flow.moved);
    flow.moved = size;
    patience.moved(value.length);
  }
  if (!reader || !refused) return { bytes: buffer };
  room.release();
  reader.releaseLock();
  if (refused !== "too_fine") await drain(body);
  return { refused };
}

function enlarged(bytes: Uint8Array, capacity: number): Uint8Array {
  const larger = new Uint8Array(capacity);
  larger.set(bytes);
  return larger;
}

function powerOfTwo(size: number): number {
  let power = FIRST_BYTES;
  while (power < size) power *= 2;
  return power;
}
