// Input and output fields of tools that read content in chunks, and the choice of a chunk that fits into a result.

import * as z from "zod";
import { byteLength } from "../artifacts/artifact.ts";
import { type Chunk, chunkOf, type ChunkRange } from "../artifacts/chunk.ts";
import { overflowOf } from "./result_size.ts";
import { lengthThatFits } from "./text_that_fits.ts";

/** Default chunk size in bytes of UTF-8. A chunk of prose with this size fits into a result. */
export const DEFAULT_CHUNK_BYTES = 24 * 1024;
/** The largest chunk in bytes, as views request it. A larger `limit` is reduced to this. */
export const MAX_CHUNK_BYTES = 40 * 1024;

export const CHUNK_INPUT = {
  offset: z.int().min(0).default(0)
    .meta({ description: "In bytes: the last next_offset." }),
  limit: z.int().min(1).default(DEFAULT_CHUNK_BYTES)
    .meta({ description: "Bytes at most; the answer may hold fewer." }),
};

export const CHUNK_OUTPUT = {
  offset: z.int().min(0),
  next_offset: z.int().optional(),
};

/**
 * Describes a chunk's range for the model; empty if the chunk is the whole content.
 * @param size bytes of the whole content
 */
export function rangeNote(
  { offset, next_offset }: { offset: number; next_offset?: number | undefined },
  size: number,
): string {
  if (offset === 0 && next_offset === undefined) return "";
  const more = next_offset === undefined ? "" : `; more: call again with offset ${next_offset}`;
  return `, bytes ${offset} to ${next_offset ?? size} of ${size}${more}`;
}

/** The range to read, at most {@link MAX_CHUNK_BYTES}. */
export function rangeOf({ offset, limit }: ChunkRange): ChunkRange {
  return { offset, limit: Math.min(limit, MAX_CHUNK_BYTES) };
}

/**
 * Shortens a chunk if the result would be too large.
 * @param textsOf returns all texts of a result with this chunk; a text that the result contains twice is listed twice
 */
export function chunkThatFits(
  { text, offset, next_offset }: Chunk,
  textsOf: (chunk: string) => readonly string[],
): Chunk {
  if (overflowOf(textsOf(text)) <= 1) {
    return { text, offset, ...(next_offset !== undefined && { next_offset }) };
  }
  let bytes = byteLength(text.slice(0, lengthThatFits(text, textsOf)));
  let chunk = chunkOf(text, 0, Math.max(1, bytes));
  // `lengthThatFits` is an estimate: it cuts words, and the pieces may take fewer tokens than the whole word.
  while (bytes > 1 && overflowOf(textsOf(chunk.text)) > 1) {
    bytes = Math.floor(bytes * 0.97);
    chunk = chunkOf(text, 0, Math.max(1, bytes));
  }
  return { text: chunk.text, offset, next_offset: offset + byteLength(chunk.text) };
}
