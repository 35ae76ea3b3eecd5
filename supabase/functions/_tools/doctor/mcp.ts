// Sends single MCP messages, including invalid ones. Checks that need a whole MCP session use the official client.

import { VERSION } from "../../_shared/version.ts";
import type { Answer, Exchange } from "./exchange.ts";
import { isObject, type JsonObject, type Session } from "./session.ts";

export const LEGACY = "2025-11-25";
export const MODERN = "2026-07-28";
/** No server treats a client with this name specially. */
export const CLIENT_INFO = { name: "doctor", version: VERSION };
const USER_AGENT = `mcp-doctor/${VERSION}`;

export interface Reply {
  exchange: Exchange;
  /** The JSON-RPC response, from a JSON body or an event stream. */
  message: JsonObject | undefined;
}

/**
 * Sends one POST to the endpoint.
 * @param body any text, valid JSON or not
 * @param headers additional headers; they override the default ones
 */
export async function post(
  session: Session,
  body: string,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const exchange = await session.send(session.url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Accept": "application/json, text/event-stream",
      "User-Agent": USER_AGENT,
      ...(session.mcpSessionId !== undefined && { "Mcp-Session-Id": session.mcpSessionId }),
      ...headers,
    },
    body,
  });
  return { exchange, message: exchange.answered ? messageIn(exchange) : undefined };
}

/** Sends a JSON-RPC request of MCP revision 2025-11-25. */
export function request(
  session: Session,
  method: string,
  params: JsonObject = {},
  headers: Record<string, string> = {},
): Promise<Reply> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  return post(session, body, { "MCP-Protocol-Version": LEGACY, ...headers });
}

/** Sends `initialize`, but not the notification that completes the handshake. */
export function initialize(session: Session, headers: Record<string, string> = {}): Promise<Reply> {
  const params = { protocolVersion: LEGACY, capabilities: {}, clientInfo: CLIENT_INFO };
  return request(session, "initialize", params, headers);
}

/** Sends `server/discover`, the first message of clients that support 2026-07-28. */
export function discover(session: Session): Promise<Reply> {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": MODERN,
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": CLIENT_INFO,
  };
  return request(session, "server/discover", { _meta }, {
    "MCP-Protocol-Version": MODERN,
    "Mcp-Method": "server/discover",
  });
}

/** An Authorization header with a bearer token (RFC 6750 §2.1). */
export function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

/** The JSON-RPC response in a JSON body or an event stream. */
export function messageIn({ json, text, headers }: Answer): JsonObject | undefined {
  if (isObject(json)) return json;
  if (!/^text\/event-stream/i.test(headers.get("Content-Type") ?? "")) return undefined;
  for (const [, data = ""] of text.matchAll(/^data: ?(.*)$/gm)) {
    try {
      const message = JSON.parse(data);
      if (isObject(message) && ("result" in message || "error" in message)) return message;
    } catch {
      // This event is not JSON. The next event may contain the response.
    }
  }
  return undefined;
}

/** The JSON-RPC error, if it is well-formed. */
export function errorOf({ message }: Reply): { code: number; message: string } | undefined {
  const error = message?.error;
  if (!isObject(error) || typeof error.code !== "number") return undefined;
  return { code: error.code, message: String(error.message ?? "") };
}

/** Whether the request succeeded. A failed tool call has a result with `isError`, not a JSON-RPC error. */
export function succeeded(reply: Reply): boolean {
  const result = resultOf(reply);
  return result !== undefined && result.isError !== true;
}

/** The JSON-RPC result, if it is an object. */
export function resultOf({ message }: Reply): JsonObject | undefined {
  return isObject(message?.result) ? message.result : undefined;
}
