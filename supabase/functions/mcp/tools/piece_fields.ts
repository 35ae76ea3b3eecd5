// Arguments and answers of tools that read a long content in pieces.

import { z } from "zod";

const DEFAULT_PIECE_BYTES = 64 * 1024;
/** Also what is read of a content where no piece can be asked for. */
export const MAX_PIECE_BYTES = 256 * 1024;

export const PIECE_INPUT = {
  offset: z.int().min(0).default(0)
    .meta({ description: "In bytes: the last next_offset." }),
  limit: z.int().min(1).max(MAX_PIECE_BYTES).default(DEFAULT_PIECE_BYTES)
    .meta({ description: "How many bytes at most." }),
};

export const PIECE_OUTPUT = {
  offset: z.int().min(0),
  next_offset: z.int().optional(),
};

/** Which piece of how much this is, in words; nothing when it is all. */
export function placeOf(
  { offset, next_offset }: { offset: number; next_offset?: number | undefined },
  size: number,
): string {
  if (offset === 0 && next_offset === undefined) return "";
  const more = next_offset === undefined ? "" : `; more: call again with offset ${next_offset}`;
  return `, bytes ${offset} to ${next_offset ?? size} of ${size}${more}`;
}
