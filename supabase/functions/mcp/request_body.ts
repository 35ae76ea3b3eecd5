// Reads a request's body as text, up to a limit, and strictly: bytes that are not UTF-8 are refused
// rather than stored as something else.

/** Why a body was not read. */
export type UnreadableBody = "too_large" | "not_utf8";

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * @param limit bytes
 * @returns the text, or why there is none; what lies beyond the limit is not read
 */
export async function readBody(
  request: Request,
  limit: number,
): Promise<{ text: string } | { refused: UnreadableBody }> {
  const bytes = await readBytes(request, limit);
  if (!bytes) return { refused: "too_large" };
  try {
    return { text: strictUtf8.decode(bytes) };
  } catch {
    return { refused: "not_utf8" };
  }
}

async function readBytes(request: Request, limit: number) {
  const declared = request.headers.get("Content-Length");
  // The HTTP server holds a body to its declared length, so it need not be counted again.
  if (declared !== null && /^\d+$/.test(declared)) {
    return Number(declared) > limit ? undefined : await request.bytes();
  }
  return request.body ? await readCounted(request.body, limit) : new Uint8Array();
}

async function readCounted(body: ReadableStream<Uint8Array>, limit: number) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream.
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
