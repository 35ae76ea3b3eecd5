// What really goes over the wire between a client and the server, so that no test passes because a
// client fell back to another revision unseen. Knows JSON-RPC and the headers that name a revision.

import assert from "node:assert/strict";

/** The revision without a handshake. */
export const MODERN = "2026-07-28";
/** The last one with `initialize`. */
export const LEGACY = "2025-11-25";

const META = "io.modelcontextprotocol/protocolVersion";

/** One message of a client, and how it was answered. */
export interface Exchange {
  method: string;
  /** The tool that was called. */
  tool: string | undefined;
  /** The revision that `MCP-Protocol-Version` names. */
  header: string | null;
  /** The revision that `_meta` names. */
  meta: unknown;
  /** `Mcp-Method` */
  mcpMethod: string | null;
  signedIn: boolean;
  status: number;
  /** `User-Agent`; empty when there is none. */
  userAgent: string;
}

export class Wire {
  readonly exchanges: Exchange[] = [];

  /** @param send what the messages are sent with */
  constructor(readonly send: (request: Request) => Promise<Response> = fetch) {}

  /** Sends a request and notes it if it is a message of MCP. */
  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const message = await messageIn(request);
    const response = await this.send(request);
    if (message) this.exchanges.push(exchangeOf(message, request.headers, response.status));
    return response;
  };
}

/** Everything was said in 2026-07-28, header and body alike, without a handshake. */
export function assertModern(exchanges: readonly Exchange[]): void {
  assert.ok(exchanges.length > 0, "nothing was said");
  for (const { method, header, meta, mcpMethod } of exchanges) {
    assert.deepEqual(
      { method, header, meta, mcpMethod },
      { method, header: MODERN, meta: MODERN, mcpMethod: method },
    );
    assert.ok(!["initialize", "notifications/initialized"].includes(method), method);
  }
}

/** The first message was a handshake, and every message except handshakes used revision 2025-11-25. */
export function assertLegacy(exchanges: readonly Exchange[]): void {
  assert.equal(exchanges[0]?.method, "initialize");
  const others = exchanges.filter(({ method }) => method !== "initialize");
  assert.ok(others.length > 0, "nothing was said after the handshake");
  for (const { method, header, meta } of others) {
    assert.deepEqual({ method, header, meta }, { method, header: LEGACY, meta: undefined });
  }
}

/** As much of a message as is noted. */
interface Message {
  method: string;
  params?: { name?: string; _meta?: Record<string, unknown> };
}

/** The message of MCP in a request, which stays readable. */
export async function messageIn(request: Request): Promise<Message | undefined> {
  if (request.method !== "POST") return undefined;
  const text = await request.clone().text();
  return text.startsWith("{") && text.includes('"jsonrpc"') ? JSON.parse(text) : undefined;
}

/** What is noted of a message, its headers and the status of its answer. */
export function exchangeOf(
  { method, params }: Message,
  headers: Headers,
  status: number,
): Exchange {
  return {
    method,
    tool: method === "tools/call" ? params?.name : undefined,
    header: headers.get("MCP-Protocol-Version"),
    meta: params?._meta?.[META],
    mcpMethod: headers.get("Mcp-Method"),
    signedIn: headers.has("Authorization"),
    status,
    userAgent: headers.get("User-Agent") ?? "",
  };
}
