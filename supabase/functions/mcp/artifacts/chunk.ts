// Splits long content into chunks that models can read, at character boundaries.

/** A requested range of a content. Both numbers are bytes of UTF-8. */
export interface ChunkRange {
  offset: number;
  limit: number;
}

/** A chunk's position in the content, in bytes of UTF-8. */
export interface ChunkPosition {
  /** The requested offset, moved back to the start of a character. */
  offset: number;
  /** The start of the next chunk; absent for the last one. */
  next_offset?: number | undefined;
}

export interface Chunk extends ChunkPosition {
  text: string;
}

/**
 * Returns the chunk of `content` that starts at `offset`.
 * @param offset bytes; moved back to the start of a character
 * @param limit bytes, at least 1; a chunk has at least one character, even if that is longer than `limit`
 */
export function chunkOf(content: string, offset: number, limit: number): Chunk {
  const bytes = new TextEncoder().encode(content);
  const start = startOfCharacter(bytes, Math.min(offset, bytes.length));
  let end = startOfCharacter(bytes, Math.min(start + limit, bytes.length));
  if (end === start) end = endOfCharacter(bytes, start);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(start, end));
  return { text, offset: start, ...(end < bytes.length && { next_offset: end }) };
}

// In UTF-8, every byte of a character except the first has the bits 10xxxxxx (RFC 3629 §3).
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
