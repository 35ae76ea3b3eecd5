// What this function answers over HTTP, as data until the end: a response that is wrapped by one
// layer after another is built as often, which costs as much as answering.

import { CORS_HEADERS } from "../../_shared/cors.ts";
import { ErrorCode, failure } from "../protocol/json_rpc.ts";
import { serialize, type Serialized } from "../json/shared_text.ts";

/** An HTTP answer; without a body it is empty. */
export interface HttpResponse {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** Messages to be sent before the body, all of them known already: the stream ends with the body. */
  events?: readonly object[];
  /** Sent as JSON. */
  body?: object;
}

/** One worker takes on no more. */
export const OVERLOADED: HttpResponse = {
  status: 503,
  headers: { "Retry-After": "1" },
  body: failure(null, ErrorCode.InternalError, "The server is busy; try again in a second"),
};

const JSON_TYPE = { "Content-Type": "application/json" };
/** Goes on every answer; metadata, which may be cached, says so itself. */
const API_HEADERS = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
// Proxies must not hold events back (MCP 2026-07-28, basic/transports/streamable-http).
const EVENT_STREAM = { "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" };

/** An answer in HTTP's terms; without a body it is `null`. */
export interface Prepared {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Serialized | null;
}

/**
 * Makes an answer readable by any page.
 * @param about the request's own headers: the id under which the log speaks of it, how long it took
 */
export function prepare(
  { status, headers, events, body }: HttpResponse,
  about: Readonly<Record<string, string>>,
): Prepared {
  const [type, serialized] = events
    ? [EVENT_STREAM, { text: eventStream(body ? [...events, body] : events) }]
    : body
    ? [JSON_TYPE, serialize(body)]
    : [{}, null];
  const all = { ...CORS_HEADERS, ...API_HEADERS, ...about, ...type, ...headers };
  return { status, headers: all, body: serialized };
}

function eventStream(messages: readonly object[]): string {
  return messages.map((message) => `event: message\ndata: ${JSON.stringify(message)}\n\n`).join("");
}
