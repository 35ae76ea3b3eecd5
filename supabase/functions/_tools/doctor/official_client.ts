// The official MCP client (SDK v1), on the doctor's terms: no redirects, a limit of time, a token or none.

// @ts-types="@modelcontextprotocol/sdk/client/index"
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/streamableHttp"
import {
  StreamableHTTPClientTransport,
  StreamableHTTPError,
} from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { bearer, messageIn } from "./mcp.ts";
import type { Visit } from "./visit.ts";

/**
 * Connects; `client` can be used afterwards.
 * @throws whatever the client throws; {@link refusedWith} tells a refusal
 */
export async function connect(
  client: Client,
  visit: Visit,
  token: string | undefined,
): Promise<StreamableHTTPClientTransport> {
  const transport = new StreamableHTTPClientTransport(new URL(visit.url), {
    requestInit: { headers: token === undefined ? {} : bearer(token) },
    fetch: (url, init) => answerTo(visit, String(url), init),
  });
  // The SDK's class and interface disagree under exactOptionalPropertyTypes about `sessionId`.
  await client.connect(transport as Parameters<Client["connect"]>[0]);
  return transport;
}

/** The HTTP status with which the server refused, if it did. */
export function refusedWith(error: unknown): number | undefined {
  return error instanceof StreamableHTTPError ? error.code : undefined;
}

async function answerTo(visit: Visit, url: string, init?: RequestInit): Promise<Response> {
  // A stream of its own would never end, and nothing here waits for one.
  if (init?.method === "GET") return new Response(null, { status: 405 });
  const exchange = await visit.send(url, init);
  if (!exchange.answered) throw new TypeError(`no answer: ${exchange.why}`);
  const { status, headers, text } = exchange;
  const id = idOf(init?.body);
  if (status < 400 && id !== undefined && messageIn(exchange)?.id !== id) {
    // The client would go on waiting for what cannot come any more.
    throw new TypeError("the answer holds no message for this request");
  }
  const empty = status === 204 || status === 202 || text === "";
  return new Response(empty ? null : text, { status, headers });
}

function idOf(body: unknown): unknown {
  if (typeof body !== "string") return undefined;
  const message: unknown = JSON.parse(body);
  return message instanceof Object ? Reflect.get(message, "id") : undefined;
}
