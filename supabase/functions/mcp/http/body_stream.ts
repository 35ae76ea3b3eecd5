// Streams a large response body. Its memory is released when the client has received the body, disconnects, or receives
// below the minimum rate.

import type { MemoryPool, Transfer } from "./memory_pool.ts";
import { createMinimumRate } from "./minimum_rate.ts";

/** Size of the chunks of the stream, in bytes. */
export const CHUNK_BYTES = 64 * 1024;
/** Longest pause of the client. At the minimum rate, a chunk takes half of this time. */
const MAX_PAUSE_MS = 10_000;

/**
 * @param parts bytes, sent in this order
 * @param bytes size of the memory to reserve in `pool`
 * @param owner the user's pseudonym, if known
 * @returns the body, or `undefined` when the pool is full
 */
export function createBodyStream(
  parts: readonly Uint8Array[],
  bytes: number,
  pool: MemoryPool,
  owner: string | undefined,
): ReadableStream<Uint8Array> | undefined {
  const chunks = parts.flatMap(chunksOf);
  const transfer: Transfer = { startedAt: performance.now(), transferred: 0, owner };
  const minimumRate = createMinimumRate(MAX_PAUSE_MS);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sent = 0;

  function end(): void {
    clearTimeout(timer);
    transfer.abort = undefined;
    pool.release(transfer);
  }

  if (!pool.reserve(transfer, bytes)) return undefined;
  return new ReadableStream({
    start(controller) {
      transfer.abort = () => {
        end();
        controller.error(
          new Error("The response was aborted: the client received data too slowly"),
        );
      };
      timer = setTimeout(transfer.abort, minimumRate.remainingMs());
    },
    // Called when the client has taken the previous chunk.
    pull(controller) {
      clearTimeout(timer);
      const taken = chunks[sent - 1]?.length ?? 0;
      transfer.transferred += taken;
      minimumRate.credit(taken);
      const chunk = chunks[sent++];
      if (!chunk) {
        end();
        return controller.close();
      }
      controller.enqueue(chunk);
      timer = setTimeout(() => transfer.abort?.(), minimumRate.remainingMs());
    },
    cancel: end,
  }, { highWaterMark: 0 });
}

function chunksOf(bytes: Uint8Array): Uint8Array[] {
  const count = Math.ceil(bytes.length / CHUNK_BYTES);
  return Array.from(
    { length: count },
    (_, at) => bytes.subarray(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES),
  );
}
