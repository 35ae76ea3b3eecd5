// Connects the official MCP client (SDK v1). Its requests go through the doctor's `Send`, with a time limit and without
// redirects.

// @ts-types="@modelcontextprotocol/sdk/client/index"
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/streamableHttp"
import {
  StreamableHTTPClientTransport,
  StreamableHTTPError,
} from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { bearer, messageIn } from "./mcp.ts";
import type { Session } from "./session.ts";

/**
 * Connects `client`.
 * @param token sent with every request; undefined = none
 * @throws the client's error, from which {@link refusedWith} reads the HTTP status
 */
export async function connect(
  client: Client,
  session: Session,
  token: string | undefined,
): Promise<StreamableHTTPClientTransport> {
  const transport = new StreamableHTTPClientTransport(new URL(session.url), {
    requestInit: { headers: token === undefined ? {} : bearer(token) },
    fetch: (url, init) => sendFor(session, String(url), init),
  });
  // A cast: under exactOptionalPropertyTypes, the SDK's class does not match its own interface (`sessionId`).
  await client.connect(transport as Parameters<Client["connect"]>[0]);
  return transport;
}

/** The HTTP status with which the server refused the connection; undefined = another error. */
export function refusedWith(error: unknown): number | undefined {
  return error instanceof StreamableHTTPError ? error.code : undefined;
}

async function sendFor(session: Session, url: string, init?: RequestInit): Promise<Response> {
  // The client's GET would open an event stream that never ends. No check needs that stream.
  if (init?.method === "GET") return new Response(null, { status: 405 });
  const exchange = await session.send(url, init);
  if (!exchange.answered) throw new TypeError(`no response: ${exchange.reason}`);
  const { status, headers, text } = exchange;
  const id = idOf(init?.body);
  if (status < 400 && id !== undefined && messageIn(exchange)?.id !== id) {
    // Fail now: otherwise the client would wait for a JSON-RPC response that never comes.
    throw new TypeError("the HTTP response contains no JSON-RPC response to this request");
  }
  const empty = status === 204 || status === 202 || text === "";
  return new Response(empty ? null : text, { status, headers });
}

function idOf(body: unknown): unknown {
  if (typeof body !== "string") return undefined;
  const message: unknown = JSON.parse(body);
  return message instanceof Object ? Reflect.get(message, "id") : undefined;
}
