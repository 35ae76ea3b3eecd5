// Reads a body chunk by chunk and reuses one buffer. Deno's default reader allocates 64 KiB for each chunk, even of one
// byte: 300 clients that send single bytes would keep the garbage collector busy.

/** Reads chunks. A chunk is valid until the next read, which reuses its memory. */
export interface ChunkReader {
  /** @returns `undefined` at the end */
  read(): Promise<Uint8Array | undefined>;
  releaseLock(): void;
}

const FIRST_BYTES = 4 * 1024;
const MAX_BYTES = 64 * 1024;

/** @returns a reader that locks `body` until `releaseLock()` */
export function chunkReader(body: ReadableStream<Uint8Array>): ChunkReader {
  const reader = byobReader(body);
  if (!reader) return defaultReader(body);
  let buffer = new ArrayBuffer(FIRST_BYTES);
  return {
    async read() {
      const { value, done } = await reader.read(new Uint8Array(buffer));
      if (done || !value) return undefined;
      // The read detached `buffer`; `value` now owns its memory.
      const capacity = value.buffer.byteLength;
      const next = Math.min(MAX_BYTES, value.length === capacity ? 2 * capacity : capacity);
      buffer = next === capacity ? value.buffer : new ArrayBuffer(Math.max(FIRST_BYTES, next));
      return value;
    },
    releaseLock: () => reader.releaseLock(),
  };
}

function byobReader(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return body.getReader({ mode: "byob" });
  } catch {
    return undefined; // not a byte stream
  }
}

function defaultReader(body: ReadableStream<Uint8Array>): ChunkReader {
  const reader = body.getReader();
  return {
    read: async () => (await reader.read()).value,
    releaseLock: () => reader.releaseLock(),
  };
}
