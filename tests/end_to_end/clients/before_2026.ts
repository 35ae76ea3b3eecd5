// A server that speaks no 2026-07-28, for clients that look for that first and then fall back: the
// local stack, but that requests of that revision never reach it.

import { MODERN } from "./wire.ts";

/** Sends requests on, but for those that only a server of 2026-07-28 would understand. */
export function sendToOldServer(request: Request): Promise<Response> {
  const revision = request.headers.get("MCP-Protocol-Version") ?? "";
  return revision >= MODERN ? Promise.resolve(unknownRevision()) : fetch(request);
}

// As SDK v1 says it; no error of 2026-07-28, so a client may fall back to `initialize`.
function unknownRevision(): Response {
  const message = "Bad Request: Unsupported protocol version";
  return Response.json({ jsonrpc: "2.0", id: null, error: { code: -32000, message } }, {
    status: 400,
  });
}
