// Arguments and answers of tools that read a long content in chunks, and chunks that fit into an answer.

import { z } from "zod";
import { byteLength } from "../artifacts/artifact.ts";
import { type Chunk, chunkOf, type ChunkRange } from "../artifacts/chunk.ts";
import { overflowOf } from "./answer_size.ts";
import { lengthThatFits } from "./text_that_fits.ts";

/** Bytes of UTF-8 in a chunk unless the caller asks for another number; prose of this size fits whole. */
export const DEFAULT_CHUNK_BYTES = 24 * 1024;
/** The largest chunk, which views ask for; a larger limit gives this. */
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

/** Which chunk of how much this is, in words; nothing when it is all. */
export function rangeNote(
  { offset, next_offset }: { offset: number; next_offset?: number | undefined },
  size: number,
): string {
  if (offset === 0 && next_offset === undefined) return "";
  const more = next_offset === undefined ? "" : `; more: call again with offset ${next_offset}`;
  return `, bytes ${offset} to ${next_offset ?? size} of ${size}${more}`;
}

/** As much as is read for an answer. */
export function rangeOf({ offset, limit }: ChunkRange): ChunkRange {
  return { offset, limit: Math.min(limit, MAX_CHUNK_BYTES) };
}

/**
 * A chunk as it was read, or its beginning where the answer would be too large.
 * @param textsOf the texts of an answer with this chunk, each as often as the answer holds it
 */
export function chunkThatFits(
  most: Chunk,
  textsOf: (chunk: string) => readonly string[],
): Chunk {
  if (overflowOf(textsOf(most.text)) <= 1) {
    const { text, offset, next_offset } = most;
    return { text, offset, ...(next_offset !== undefined && { next_offset }) };
  }
  let bytes = byteLength(most.text.slice(0, lengthThatFits(most.text, textsOf)));
  let piece = chunkOf(most.text, 0, Math.max(1, bytes));
  // Words that were measured in parts may take a little more.
  while (bytes > 1 && overflowOf(textsOf(piece.text)) > 1) {
    bytes = Math.floor(bytes * 0.97);
    piece = chunkOf(most.text, 0, Math.max(1, bytes));
  }
  return {
    text: piece.text,
    offset: most.offset,
    next_offset: most.offset + byteLength(piece.text),
  };
}
