// The official MCP client (SDK v1) on the doctor's transport: no redirects, a time limit, an optional token.

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
 * @throws the client's error; {@link refusedWith} reads an HTTP status from it
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
  // The SDK's class and interface disagree under exactOptionalPropertyTypes about `sessionId`.
  await client.connect(transport as Parameters<Client["connect"]>[0]);
  return transport;
}

/** The HTTP status of a refused connection; undefined = another error. */
export function refusedWith(error: unknown): number | undefined {
  return error instanceof StreamableHTTPError ? error.code : undefined;
}

async function sendFor(session: Session, url: string, init?: RequestInit): Promise<Response> {
  // Opens no GET stream: it would never end, and no check needs one.
  if (init?.method === "GET") return new Response(null, { status: 405 });
  const exchange = await session.send(url, init);
  if (!exchange.answered) throw new TypeError(`no answer: ${exchange.reason}`);
  const { status, headers, text } = exchange;
  const id = idOf(init?.body);
  if (status < 400 && id !== undefined && messageIn(exchange)?.id !== id) {
    // Fail now: the client would wait for a response that cannot come.
    throw new TypeError("the response has no message for this request");
  }
  const empty = status === 204 || status === 202 || text === "";
  return new Response(empty ? null : text, { status, headers });
}

function idOf(body: unknown): unknown {
  if (typeof body !== "string") return undefined;
  const message: unknown = JSON.parse(body);
  return message instanceof Object ? Reflect.get(message, "id") : undefined;
}
