// HTTP responses as plain data: a `Response` is built once, at the end. Rebuilding it in each layer would cost as
// much as the whole request.

import { CORS_HEADERS } from "../../_shared/cors.ts";
import { ErrorCode, failure } from "../protocol/json_rpc.ts";
import { serialize, type Serialized } from "../json/shared_text.ts";

/** A response as plain data. */
export interface HttpResponse {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** Messages that are sent before `body`. They make the response an event stream, which `body` ends. */
  events?: readonly object[];
  /** Sent as JSON. */
  body?: object;
}

/** The response to a request that exceeds a limit of this worker. */
export const OVERLOADED: HttpResponse = {
  status: 503,
  headers: { "Retry-After": "1" },
  body: failure(null, ErrorCode.InternalError, "The server is busy; try again in a second"),
};

const JSON_TYPE = { "Content-Type": "application/json" };
/** Sent with every response; cacheable metadata overrides `Cache-Control`. */
const API_HEADERS = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
// `X-Accel-Buffering` stops proxies from buffering events (MCP 2026-07-28, basic/transports/streamable-http).
const EVENT_STREAM = { "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" };

/** A serialized response with all headers. */
export interface Prepared {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Serialized | null;
}

/**
 * Serializes a response.
 * @param requestHeaders headers of this request's response: X-Request-Id, Server-Timing
 */
export function prepare(
  response: HttpResponse,
  requestHeaders: Readonly<Record<string, string>>,
): Prepared {
  const { type, body } = serializedBody(response);
  const headers = {
    ...CORS_HEADERS,
    ...API_HEADERS,
    ...requestHeaders,
    ...type,
    ...response.headers,
  };
  return { status: response.status, headers, body };
}

function serializedBody({ events, body }: HttpResponse) {
  if (events) {
    return { type: EVENT_STREAM, body: { text: eventStream(body ? [...events, body] : events) } };
  }
  return body ? { type: JSON_TYPE, body: serialize(body) } : { type: {}, body: null };
}

function eventStream(messages: readonly object[]): string {
  return messages.map((message) => `event: message\ndata: ${JSON.stringify(message)}\n\n`).join("");
}
