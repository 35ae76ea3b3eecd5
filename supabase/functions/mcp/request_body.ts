// Reads a request's body as text, up to a limit, and strictly: bytes that are not UTF-8 are refused
// rather than stored as something else.

/** Why a body was not read. */
export type UnreadableBody = "too_large" | "not_utf8" | "interrupted";

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * @param limit bytes
 * @returns the text, or why there is none. As much again as may be sent is read and dropped: to a
 *   client that is still sending when its connection is closed, the refusal may never arrive.
 */
export async function readBody(
  request: Request,
  limit: number,
): Promise<{ text: string } | { refused: UnreadableBody }> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readBytes(request, limit);
  } catch {
    return { refused: "interrupted" }; // whoever was sending it has gone
  }
  if (!bytes) return { refused: "too_large" };
  try {
    return { text: strictUtf8.decode(bytes) };
  } catch {
    return { refused: "not_utf8" };
  }
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array | undefined> {
  const declared = request.headers.get("Content-Length");
  // The HTTP server holds a body to its declared length, so it need not be counted again.
  if (declared === null || !/^\d+$/.test(declared)) return await readCounted(request.body, limit);
  if (Number(declared) <= limit) return await request.bytes();
  await readCounted(request.body, limit);
  return undefined;
}

async function readCounted(body: ReadableStream<Uint8Array> | null, limit: number) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    // Leaving the loop cancels the stream.
    else if (size > 2 * limit) return undefined;
  }
  return size <= limit ? concatenated(chunks, size) : undefined;
}

function concatenated(chunks: readonly Uint8Array[], size: number) {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
