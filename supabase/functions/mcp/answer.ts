// What this function answers over HTTP, as data until the end: a response that is wrapped by one
// layer after another is built as often, which costs as much as answering.

import { CORS_HEADERS } from "../_shared/cors.ts";

/** An HTTP answer; without a body it is empty. */
export interface Answer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** Messages to be sent before the body, all of them known already: the stream ends with the body. */
  events?: readonly object[];
  /** Sent as JSON. */
  body?: object;
}

const JSON_TYPE = { "Content-Type": "application/json" };
/** Goes on every answer: nothing here is for a cache, or to be taken for anything but what it says. */
const API_HEADERS = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
// Proxies must not hold events back (MCP 2026-07-28, basic/transports/streamable-http).
const EVENT_STREAM = { "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" };

/**
 * Builds the response, readable by any page.
 * @param about the request's own headers: the id under which the log speaks of it, how long it took
 */
export function send(
  { status, headers, events, body }: Answer,
  about: Readonly<Record<string, string>>,
): Response {
  const [type, text] = events
    ? [EVENT_STREAM, eventStream(body ? [...events, body] : events)]
    : body
    ? [JSON_TYPE, JSON.stringify(body)]
    : [{}, null];
  return new Response(text, {
    status,
    headers: { ...CORS_HEADERS, ...API_HEADERS, ...about, ...type, ...headers },
  });
}

function eventStream(messages: readonly object[]): string {
  return messages.map((message) => `event: message\ndata: ${JSON.stringify(message)}\n\n`).join("");
}
