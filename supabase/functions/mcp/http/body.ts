// Reads a request's body as text: up to a limit, strictly (bytes that are not UTF-8 are refused rather
// than stored as something else), and no slower than the slowest line that is served.

import {
  type Arriving,
  type BodyLimits,
  type ReadChunks,
  readChunks,
  type UnreadableBody,
} from "./body_chunks.ts";
import { createBodyRoom } from "./body_memory.ts";
import { DeadlineError } from "../async/deadline.ts";
import { drain } from "./drain.ts";
import type { Flow } from "./memory.ts";
import { createPatience } from "./patience.ts";

/** A body that was read, and its memory, to be released once it was answered. */
export interface ReadBody {
  text: string;
  /** Its length in bytes. */
  size: number;
  release(): void;
}

/** Bodies up to this many bytes, as almost all are, are read at once: the pause is time enough for them. */
const AT_ONCE = 8 * 1024;
const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * @returns the text, or why there is none. What is refused is read on for a while and dropped: to a client
 *   that is still sending when its connection is closed, the refusal may never arrive.
 */
export async function readBody(
  request: Request,
  limits: BodyLimits,
): Promise<ReadBody | { refused: UnreadableBody }> {
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => {}); // when the body is not being waited for
  const giveUp = () => gone.reject(new GivenUp());
  const flow: Flow = { began: performance.now(), moved: 0, giveUp };
  const room = createBodyRoom(limits.memory, flow);
  const arriving: Arriving = { flow, room, gone: gone.promise };
  const read = await readBytes(request, limits, arriving).catch(refusalOf);
  const text = "refused" in read ? undefined : decoded(read.bytes);
  flow.giveUp = undefined;
  if (text !== undefined && "bytes" in read) {
    return { text, size: read.bytes.length, release: room.release };
  }
  room.release();
  return { refused: "refused" in read ? read.refused : "not_utf8" };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Thrown when another body needs the memory of this slow one. */
class GivenUp extends Error {}

function refusalOf(error: unknown): { refused: UnreadableBody } {
  if (error instanceof GivenUp) return { refused: "no_room" };
  // Otherwise the sender has gone.
  return {
    refused: error instanceof DeadlineError ? "too_slow" : "interrupted",
  };
}

async function readBytes(
  request: Request,
  limits: BodyLimits,
  arriving: Arriving,
): Promise<ReadChunks> {
  const declared = request.headers.get("Content-Length") ?? "";
  // The HTTP server holds a body to its declared length, so it need not be counted again.
  const length = /^\d+$/.test(declared) ? Number(declared) : undefined;
  if (length !== undefined && length > limits.bytes) {
    await drain(request.body);
    return { refused: "too_large" };
  }
  if (length === undefined || length > AT_ONCE) {
    return await readChunks(
      request.body,
      limits,
      arriving,
      length ?? limits.bytes,
    );
  }
  const refused = await arriving.room.resize(length, limits.userOf);
  if (refused) return { refused };
  const all = Promise.race([request.bytes(), arriving.gone]);
  return { bytes: await createPatience(limits.pauseMs).during(all) };
}
