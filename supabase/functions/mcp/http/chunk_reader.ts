// Reads a body piece by piece into one buffer. Deno's plain reader allocates 64 KiB for each piece, even of one byte:
// 300 clients that send a byte at a time would keep the garbage collector busy.

/** A piece is valid until the next one is read. */
export interface ChunkReader {
  /** @returns `undefined` at the end */
  read(): Promise<Uint8Array | undefined>;
  releaseLock(): void;
}

const FIRST_BYTES = 4 * 1024;
const MOST_BYTES = 64 * 1024;

/** @returns a reader of `body`, which it locks */
export function chunkReader(body: ReadableStream<Uint8Array>): ChunkReader {
  const reader = byobReader(body);
  if (!reader) return plainReader(body);
  let buffer = new ArrayBuffer(FIRST_BYTES);
  return {
    async read() {
      const { value, done } = await reader.read(new Uint8Array(buffer));
      if (done || !value) return undefined;
      // The read detached `buffer`; its memory is that of `value` now.
      const room = value.buffer.byteLength;
      const next = Math.min(MOST_BYTES, value.length === room ? 2 * room : room);
      buffer = next === room ? value.buffer : new ArrayBuffer(Math.max(FIRST_BYTES, next));
      return value;
    },
    releaseLock: () => reader.releaseLock(),
  };
}

function byobReader(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return body.getReader({ mode: "byob" });
  } catch {
    return undefined; // not a stream of bytes
  }
}

function plainReader(body: ReadableStream<Uint8Array>): ChunkReader {
  const reader = body.getReader();
  return {
    read: async () => (await reader.read()).value,
    releaseLock: () => reader.releaseLock(),
  };
}
