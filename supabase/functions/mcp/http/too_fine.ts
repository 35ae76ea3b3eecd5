// Limits how many small chunks a body may have. For each chunk, Deno's server moves all bytes that are still in its
// buffer: a body of one-byte chunks would cost seconds of CPU time.

/** A body's first chunks, up to this number, may have any size. */
const FREE_CHUNKS = 64;
/** In addition, this number of chunks per millisecond may have any size, because slow connections send small chunks. */
const FREE_PER_MS = 0.12;
/** Minimum average size in bytes, once a body has more chunks than the two constants above allow. */
const MIN_AVERAGE = 256;

/** @param ms time since the body began. @returns whether the chunks are too many and, on average, too small */
export function tooFine(chunks: number, size: number, ms: number): boolean {
  return chunks > FREE_CHUNKS + ms * FREE_PER_MS && size < chunks * MIN_AVERAGE;
}
