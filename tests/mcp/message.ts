// One POST of MCP, as a client of either family of revisions sends it. Knows no server.

import { modern } from "./modern_request.ts";

/** One POST. */
export interface Message {
  headers: Record<string, string>;
  body: string;
}

const HEADERS = {
  "Content-Type": "application/json",
  Accept: "application/json, text/event-stream",
};

/** @param revision those before 2026-07-28 are sent alike */
export function messageOf(
  revision: string,
  method: string,
  params: Record<string, unknown> = {},
): Message {
  if (revision === "2026-07-28") {
    const { headers, message } = modern(method, params);
    return { headers: { ...HEADERS, ...headers }, body: JSON.stringify(message) };
  }
  const headers = { ...HEADERS, "MCP-Protocol-Version": revision };
  return { headers, body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }) };
}
