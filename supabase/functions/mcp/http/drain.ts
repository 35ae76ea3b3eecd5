// Reads and drops the rest of a refused body: a client that is still sending when its connection closes may never
// see the refusal. Slowly and briefly, since the work is wasted. No body is cancelled anywhere: Deno's
// server (2.9) would then read all that may still come, at once and before anything else.

import { createPatience } from "./patience.ts";
import { chunkReader } from "./chunk_reader.ts";

/** Twice the largest body; what is even larger is cut off. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Of all that are drained together. */
const BYTES_PER_MS = 32 * 1024;
/** By when all that was drained so far is within that rate. */
let busyUntil = 0;
const MOST_MS = 10_000;
const PAUSE_MS = 4_000;

/** Reads and drops a refused body; never throws. */
export async function drain(
  body: ReadableStream<Uint8Array> | null,
): Promise<void> {
  if (!body) return;
  const reader = chunkReader(body);
  const began = performance.now();
  const patience = createPatience(PAUSE_MS);
  let [size, pieces] = [0, 0];
  try {
    while (size < MOST_BYTES && !tooFine(pieces, size, performance.now() - began)) {
      const value = await patience.during(reader.read());
      if (!value) return;
      [size, pieces] = [size + value.length, pieces + 1];
      patience.moved(value.length);
      const time = performance.now();
      if (time - began > MOST_MS) break;
      busyUntil = Math.max(busyUntil, time) + value.length / BYTES_PER_MS;
      const early = busyUntil - time;
      if (early > 4) {
        await patience.paused(new Promise((resolve) => setTimeout(resolve, early)));
      }
    }
  } catch {
    // It is gone, or too slow.
  }
}

/** Pieces of any size. For each piece, Deno's server moves all bytes that it has received after it. */
const FREE_PIECES = 64;
/** Further pieces of any size: a slow line sends few, and nothing waits behind them. */
const FREE_PER_MS = 0.12;
const LEAST_AVERAGE = 256;

/** @param ms since the body began. @returns whether its pieces are too small on average, such as one byte each */
export function tooFine(pieces: number, size: number, ms: number): boolean {
  return pieces > FREE_PIECES + ms * FREE_PER_MS && size < pieces * LEAST_AVERAGE;
}
