// Limits how many small chunks a body may have: for each chunk, Deno's server moves all bytes that are still in its
// buffer, so a body of one-byte chunks would cost seconds of CPU.

/** The first chunks of a body may have any size. */
const FREE_CHUNKS = 64;
/** Further chunks per millisecond that may have any size: a slow connection sends this many. */
const FREE_PER_MS = 0.12;
/** Minimum average size in bytes, once a body has more chunks than the two constants above allow. */
const MIN_AVERAGE = 256;

/** @param ms time since the body began. @returns whether its chunks are too small on average, such as one byte each */
export function tooFine(chunks: number, size: number, ms: number): boolean {
  return chunks > FREE_CHUNKS + ms * FREE_PER_MS && size < chunks * MIN_AVERAGE;
}
