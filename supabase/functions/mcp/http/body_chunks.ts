// Reads a body chunk by chunk into one buffer, within limits of size, memory and rate.

import type {
  BodyPools,
  BodyReservation,
  IdentifySender,
  ReservationFailure,
} from "./body_pools.ts";
import { closeLater, drain } from "./drain.ts";
import type { Transfer } from "./memory_pool.ts";
import { createMinimumRate } from "./minimum_rate.ts";
import { type ChunkReader, chunkReader } from "./chunk_reader.ts";
import { tooFine } from "./too_fine.ts";

/** Why a body was not read. */
export type UnreadableBody =
  | ReservationFailure
  | "too_large"
  | "too_fine"
  | "not_utf8"
  | "interrupted"
  | "too_slow";

export interface BodyLimits {
  /** Maximum size of one body. */
  bytes: number;
  pools: BodyPools;
  /** Longest pause of the sender, in milliseconds. */
  maxPauseMs: number;
  /** Verifies the sender's token, which large bodies require. */
  identifySender: IdentifySender;
}

/** A body that is being received. */
export interface IncomingBody {
  transfer: Transfer;
  reservation: BodyReservation;
  /** Rejects when the transfer is aborted. */
  aborted: Promise<never>;
}

export type ReadResult = { bytes: Uint8Array } | { refused: UnreadableBody };

/** Size of the first buffer. A full buffer is replaced by one of twice the size. */
const FIRST_BYTES = 4 * 1024;

/**
 * Reads a body chunk by chunk.
 * @param expected the declared length in bytes; without one, the limit
 */
export async function readChunks(
  body: ReadableStream<Uint8Array> | null,
  limits: BodyLimits,
  incoming: IncomingBody,
  expected: number,
): Promise<ReadResult> {
  if (!body) return { bytes: new Uint8Array(0) };
  const reader = chunkReader(body);
  let read: ReadResult | undefined;
  try {
    read = await collect(reader, limits, incoming, expected);
  } finally {
    reader.releaseLock();
    if (!read || isTooFine(read)) closeLater(body);
  }
  if ("refused" in read && !isTooFine(read)) {
    incoming.reservation.release();
    await drain(body);
  }
  return read;
}

const isTooFine = (read: ReadResult) => "refused" in read && read.refused === "too_fine";

async function collect(
  reader: ChunkReader,
  limits: BodyLimits,
  { transfer, reservation, aborted }: IncomingBody,
  expected: number,
): Promise<ReadResult> {
  const minimumRate = createMinimumRate(limits.maxPauseMs);
  let buffer: Uint8Array = new Uint8Array(0);
  let chunks = 0;
  let refused: UnreadableBody | undefined;
  while (!refused) {
    const chunk = await minimumRate.awaitClient(Promise.race([reader.read(), aborted]));
    if (!chunk) return { bytes: buffer.subarray(0, transfer.transferred) };
    const size = transfer.transferred + chunk.length;
    if (size > limits.bytes) refused = "too_large";
    else if (tooFine(++chunks, size, performance.now() - transfer.startedAt)) refused = "too_fine";
    else if (size > buffer.length) {
      const capacity = Math.max(size, Math.min(expected, powerOfTwo(size)));
      refused = await minimumRate.awaitServer(
        reservation.resize(capacity, limits.identifySender),
      );
      if (!refused) buffer = enlarged(buffer, capacity);
    }
    if (!refused) buffer.set(chunk, transfer.transferred);
    transfer.transferred = size;
    minimumRate.credit(chunk.length);
  }
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
