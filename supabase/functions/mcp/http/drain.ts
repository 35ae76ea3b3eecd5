// Reads and drops the rest of a refused body. A client that is still sending when its connection closes may never see
// the response. The connection is closed if the rest is too large, too slow, or takes more than 10 s.
//
// A body must not be canceled before its response was sent: Deno's server (2.9) would then read the whole rest of the
// body before any other work. After the response, canceling closes the connection.

import { createMinimumRate } from "./minimum_rate.ts";
import { type ChunkReader, chunkReader } from "./chunk_reader.ts";
import { tooFine } from "./too_fine.ts";

/** Maximum bytes to drop, twice the largest accepted body. Beyond that, the connection is closed. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Limit of the rate at which all refused bodies together are read. */
const BYTES_PER_MS = 32 * 1024;
/** Until this time, by `performance.now()`, the bytes already read use up `BYTES_PER_MS`. */
let busyUntil = 0;
const MAX_MS = 10_000;
const MAX_PAUSE_MS = 4_000;
/** Time to send the response, and for the client to read it, before the connection is closed. */
const LINGER_MS = 2_000;

/** Reads and drops a refused body; never throws. */
export async function drain(
  body: ReadableStream<Uint8Array> | null,
): Promise<void> {
  if (!body) return;
  const reader = chunkReader(body);
  const isComplete = await readToEnd(reader);
  reader.releaseLock();
  if (!isComplete) closeLater(body);
}

/** Closes the connection of a refused body if the client is still sending. An idle connection stays open. */
export function closeLater(body: ReadableStream<Uint8Array>): void {
  setTimeout(() => body.cancel().catch(() => {}), LINGER_MS);
}

/** @returns whether the body ended within the limits */
async function readToEnd(reader: ChunkReader): Promise<boolean> {
  const startedAt = performance.now();
  const minimumRate = createMinimumRate(MAX_PAUSE_MS);
  let size = 0;
  let chunks = 0;
  try {
    while (size < MAX_BYTES && !tooFine(chunks, size, performance.now() - startedAt)) {
      const chunk = await minimumRate.awaitClient(reader.read());
      if (!chunk) return true;
      size += chunk.length;
      chunks += 1;
      minimumRate.credit(chunk.length);
      const time = performance.now();
      if (time - startedAt > MAX_MS) break;
      busyUntil = Math.max(busyUntil, time) + chunk.length / BYTES_PER_MS;
      const delayMs = busyUntil - time;
      if (delayMs > 4) {
        await minimumRate.awaitServer(new Promise((resolve) => setTimeout(resolve, delayMs)));
      }
    }
  } catch {
    // The client has disconnected or is too slow.
  }
  return false;
}
