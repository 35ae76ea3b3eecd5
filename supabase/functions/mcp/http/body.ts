// Reads a request's body as text, within limits of size, memory and rate. A body with invalid UTF-8 is refused, not
// repaired.

import {
  type BodyLimits,
  type IncomingBody,
  readChunks,
  type ReadResult,
  type UnreadableBody,
} from "./body_chunks.ts";
import { createBodyReservation } from "./body_pools.ts";
import { DeadlineError } from "../async/deadline.ts";
import { drain } from "./drain.ts";
import type { Transfer } from "./memory_pool.ts";
import { createMinimumRate } from "./minimum_rate.ts";

/** A body that was read. The caller releases its memory after the response. */
interface ReadBody {
  text: string;
  /** Length in bytes. */
  size: number;
  release(): void;
}

/** In bytes. A body with a Content-Length up to this is read in one call, which may take up to `maxPauseMs`. */
const AT_ONCE = 8 * 1024;
const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * @returns the text, or why the body was refused. The rest of a body that is too large is read and dropped for a while:
 *   a client that is still sending when its connection closes may never see the response.
 */
export async function readBody(
  request: Request,
  limits: BodyLimits,
): Promise<ReadBody | { refused: UnreadableBody }> {
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => {}); // prevents an unhandled rejection while nothing awaits the promise
  const abort = () => aborted.reject(new AbortedError());
  const transfer: Transfer = { startedAt: performance.now(), transferred: 0, abort };
  const reservation = createBodyReservation(limits.pools, transfer);
  const incoming: IncomingBody = { transfer, reservation, aborted: aborted.promise };
  const read = await readBytes(request, limits, incoming).catch(refusalOf);
  const text = "refused" in read ? undefined : decode(read.bytes);
  transfer.abort = undefined;
  if (text !== undefined && "bytes" in read) {
    return { text, size: read.bytes.length, release: reservation.release };
  }
  reservation.release();
  return { refused: "refused" in read ? read.refused : "not_utf8" };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Thrown for a slow body when another body needs its memory. */
class AbortedError extends Error {}

function refusalOf(error: unknown): { refused: UnreadableBody } {
  if (error instanceof AbortedError) return { refused: "no_room" };
  // Any other error means that the sender disconnected.
  return { refused: error instanceof DeadlineError ? "too_slow" : "interrupted" };
}

async function readBytes(
  request: Request,
  limits: BodyLimits,
  incoming: IncomingBody,
): Promise<ReadResult> {
  const declared = request.headers.get("Content-Length") ?? "";
  // The HTTP server enforces the declared length, so the received bytes are not counted again.
  const length = /^\d+$/.test(declared) ? Number(declared) : undefined;
  if (length !== undefined && length > limits.bytes) {
    await drain(request.body);
    return { refused: "too_large" };
  }
  if (length === undefined || length > AT_ONCE) {
    return await readChunks(request.body, limits, incoming, length ?? limits.bytes);
  }
  const refused = await incoming.reservation.resize(length, limits.identifySender);
  if (refused) return { refused };
  const bytes = Promise.race([request.bytes(), incoming.aborted]);
  return { bytes: await createMinimumRate(limits.maxPauseMs).awaitClient(bytes) };
}
