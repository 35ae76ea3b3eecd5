// What this function answers over HTTP, as data until the end: a response that is wrapped by one
// layer after another is built as often, which costs as much as answering.

import { CORS_HEADERS } from "../_shared/cors.ts";

/** An HTTP answer; without a body it is empty. */
export interface Answer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: object;
}

/** Builds the response, readable by any page, with the id under which the log speaks of it. */
export function send({ status, headers, body }: Answer, requestId: string): Response {
  const type = body === undefined ? {} : { "Content-Type": "application/json" };
  return new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { ...CORS_HEADERS, "X-Request-Id": requestId, ...type, ...headers },
  });
}
