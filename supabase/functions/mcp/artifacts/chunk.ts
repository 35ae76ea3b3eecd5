// Cuts a long content into pieces small enough for a model to read, never inside a character.

/** Which part of a content; both count bytes of UTF-8, like an artifact's `size`. */
export interface ChunkRange {
  offset: number;
  limit: number;
}

/** Where a chunk is in its content, in bytes of UTF-8. */
export interface ChunkPosition {
  /** Where it really starts: the requested offset, moved back to a character's start. */
  offset: number;
  /** Where the next one starts; absent when this one is the last. */
  next_offset?: number | undefined;
}

/** A piece of a content. */
export interface Chunk extends ChunkPosition {
  text: string;
}

/**
 * The piece of `content` that starts at `offset` and has about `limit` bytes.
 * @param limit bytes, at least 1; a piece always holds at least one whole character
 */
export function chunkOf(content: string, offset: number, limit: number): Chunk {
  const bytes = new TextEncoder().encode(content);
  const start = startOfCharacter(bytes, Math.min(offset, bytes.length));
  let end = startOfCharacter(bytes, Math.min(start + limit, bytes.length));
  if (end === start) end = endOfCharacter(bytes, start);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(start, end));
  return { text, offset: start, ...(end < bytes.length && { next_offset: end }) };
}

// In UTF-8 every byte of a character but the first is 10xxxxxx (RFC 3629 §3).
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function startOfCharacter(bytes: Uint8Array, at: number): number {
  while (isContinuation(bytes[at])) at--;
  return at;
}

function endOfCharacter(bytes: Uint8Array, start: number): number {
  let end = Math.min(start + 1, bytes.length);
  while (isContinuation(bytes[end])) end++;
  return end;
}
