// One line of log for each request, and what the client is told of it: its id and how long it took.

import type { MiddlewareHandler } from "hono";
import { requestLine } from "../_shared/log_line.ts";
import { requestIdOf } from "../_shared/request_id.ts";

/** What handlers find in the context. */
export interface Requested {
  Variables: { requestId: string };
}

/**
 * @param nameOf what the log calls a path: words of our own, never what somebody typed
 * @param tell gets the line when the request was answered
 */
export function logRequests(
  nameOf: (path: string) => string,
  tell: (line: string) => void,
): MiddlewareHandler<Requested> {
  return async (c, next) => {
    const began = performance.now();
    const request_id = requestIdOf(c.req.raw.headers);
    c.set("requestId", request_id);
    await next();
    const ms = Math.round((performance.now() - began) * 100) / 100;
    c.header("X-Request-Id", request_id);
    c.header("Server-Timing", `total;dur=${ms}`);
    tell(requestLine({ request_id, method: nameOf(c.req.path), status: c.res.status, ms }));
  };
}
