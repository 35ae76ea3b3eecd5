// Reads a request's body as text: up to a limit, strictly (bytes that are not UTF-8 are refused rather
// than stored as something else), and not for ever.

import type { Capacity } from "./capacity.ts";
import { DeadlineError, withDeadline } from "./deadline.ts";

/** Why a body was not read. */
export type UnreadableBody = "too_large" | "not_utf8" | "interrupted" | "stalled" | "no_room";

/** A body that was read, and the memory that is given back when nobody needs it any more. */
export interface ReadBody {
  text: string;
  held: number;
}

export interface BodyLimits {
  /** Bytes of one body. */
  bytes: number;
  /** Bytes of all that are being read or answered. */
  memory: Capacity;
  /** A body that does not go on for so many milliseconds is given up. */
  stallMs: number;
}

/** So is one that takes so many in all, a little at a time. */
const TOTAL_MS = 60_000;
/** Bodies up to so many bytes are read at once: there is nothing to be counted on the way. */
const SMALL = 64 * 1024;

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * @returns the text, or why there is none. As much again as may be sent is read and dropped: to a
 *   client that is still sending when its connection is closed, the refusal may never arrive.
 */
export async function readBody(
  request: Request,
  limits: BodyLimits,
): Promise<ReadBody | { refused: UnreadableBody }> {
  try {
    const read = await readBytes(request, limits);
    return "refused" in read ? read : decoded(read.bytes, limits.memory);
  } catch (error) {
    // Otherwise whoever was sending it has gone.
    return { refused: error instanceof DeadlineError ? "stalled" : "interrupted" };
  }
}

function decoded(bytes: Uint8Array, memory: Capacity): ReadBody | { refused: UnreadableBody } {
  try {
    return { text: strictUtf8.decode(bytes), held: bytes.length };
  } catch {
    memory.give(bytes.length);
    return { refused: "not_utf8" };
  }
}

type Read = { bytes: Uint8Array } | { refused: UnreadableBody };

async function readBytes(request: Request, limits: BodyLimits): Promise<Read> {
  const declared = request.headers.get("Content-Length") ?? "";
  // The HTTP server holds a body to its declared length, so it need not be counted again.
  const length = /^\d+$/.test(declared) ? Number(declared) : undefined;
  if (length === undefined || length > Math.min(SMALL, limits.bytes)) {
    return await readCounted(request.body, limits, length);
  }
  const bytes = await withDeadline(request.bytes(), limits.stallMs);
  return limits.memory.take(bytes.length) ? { bytes } : { refused: "no_room" };
}

async function readCounted(
  body: ReadableStream<Uint8Array> | null,
  { bytes: limit, memory, stallMs }: BodyLimits,
  declared = 0,
): Promise<Read> {
  const reader = body?.getReader();
  const chunks: Uint8Array[] = [];
  const began = performance.now();
  let size = 0;
  let held = 0;
  let refused: UnreadableBody | undefined = declared > limit ? "too_large" : undefined;
  try {
    const next = async () => reader && (await withDeadline(reader.read(), stallMs)).value;
    for (let chunk = await next(); chunk; chunk = size > 2 * limit ? undefined : await next()) {
      if (performance.now() - began > TOTAL_MS) throw new DeadlineError("the body takes too long");
      size += chunk.length;
      if (size > limit) refused ??= "too_large";
      else if (refused) continue;
      else if (!memory.take(chunk.length)) refused ??= "no_room";
      else {
        held += chunk.length;
        chunks.push(chunk);
      }
      if (refused) chunks.length = 0;
    }
    if (refused) return { refused };
    const bytes = concatenated(chunks, size);
    held = 0; // by whoever gets it
    return { bytes };
  } finally {
    memory.give(held);
    // Not waited for: a sender that has stalled does not hear it.
    reader?.cancel().catch(() => {});
  }
}

function concatenated(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
