// Single MCP messages, as odd as a check needs them. Whole conversations are the official client's business.

import { VERSION } from "../../_shared/version.ts";
import type { Answer, Exchange } from "./exchange.ts";
import { isObject, type JsonObject, type Visit } from "./visit.ts";

export const LEGACY = "2025-11-25";
export const MODERN = "2026-07-28";
/** How this program calls itself; a name that makes no server answer in another client's dialect. */
export const CLIENT_INFO = { name: "doctor", version: VERSION };
const USER_AGENT = `mcp-doctor/${VERSION}`;

export interface Reply {
  exchange: Exchange;
  /** The JSON-RPC message in it, also if it came as an event. */
  message: JsonObject | undefined;
}

/**
 * One POST to the endpoint.
 * @param body whatever; also what is no JSON
 * @param headers besides, or instead of, those that every client sends
 */
export async function post(
  visit: Visit,
  body: string,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const exchange = await visit.send(visit.url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Accept": "application/json, text/event-stream",
      "User-Agent": USER_AGENT,
      ...(visit.session !== undefined && { "Mcp-Session-Id": visit.session }),
      ...headers,
    },
    body,
  });
  return { exchange, message: exchange.answered ? messageIn(exchange) : undefined };
}

/** A request of a revision before 2026-07-28. */
export function request(
  visit: Visit,
  method: string,
  params: JsonObject = {},
  headers: Record<string, string> = {},
): Promise<Reply> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  return post(visit, body, { "MCP-Protocol-Version": LEGACY, ...headers });
}

/** The handshake of revisions before 2026-07-28, its first message alone. */
export function initialize(visit: Visit, headers: Record<string, string> = {}): Promise<Reply> {
  const params = { protocolVersion: LEGACY, capabilities: {}, clientInfo: CLIENT_INFO };
  return request(visit, "initialize", params, headers);
}

/** The first message of clients that know 2026-07-28. */
export function discover(visit: Visit): Promise<Reply> {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": MODERN,
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": CLIENT_INFO,
  };
  return request(visit, "server/discover", { _meta }, {
    "MCP-Protocol-Version": MODERN,
    "Mcp-Method": "server/discover",
  });
}

/** The header that brings a token (RFC 6750 §2.1). */
export function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

/** The JSON-RPC answer in a body, also if it came as an event. */
export function messageIn({ json, text, headers }: Answer): JsonObject | undefined {
  if (isObject(json)) return json;
  if (!/^text\/event-stream/i.test(headers.get("Content-Type") ?? "")) return undefined;
  for (const [, data = ""] of text.matchAll(/^data: ?(.*)$/gm)) {
    try {
      const message = JSON.parse(data);
      if (isObject(message) && ("result" in message || "error" in message)) return message;
    } catch {
      // The next event may be the answer.
    }
  }
  return undefined;
}

/** The error of a JSON-RPC answer, if it has the shape of one. */
export function errorOf({ message }: Reply): { code: number; message: string } | undefined {
  const error = message?.error;
  if (!isObject(error) || typeof error.code !== "number") return undefined;
  return { code: error.code, message: String(error.message ?? "") };
}

/** Whether it did what was asked; a tool may refuse inside its result. */
export function succeeded(reply: Reply): boolean {
  const result = resultOf(reply);
  return result !== undefined && result.isError !== true;
}

/** The result of a JSON-RPC answer, if it is an object. */
export function resultOf({ message }: Reply): JsonObject | undefined {
  return isObject(message?.result) ? message.result : undefined;
}
