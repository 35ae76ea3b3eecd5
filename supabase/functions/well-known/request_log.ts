// Writes one log line per request, and adds the request's id and duration to the response.

import type { MiddlewareHandler } from "hono";
import { requestLine } from "../_shared/log_line.ts";
import { requestIdOf } from "../_shared/request_id.ts";

/** Types of the variables in Hono's context. */
export interface RequestEnv {
  Variables: { requestId: string };
}

/**
 * @param nameOf returns the name of a path in the log; the name must not contain user input
 * @param logRequest receives the log line once the response is known
 */
export function logRequests(
  nameOf: (path: string) => string,
  logRequest: (line: string) => void,
): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    const request_id = requestIdOf(c.req.raw.headers);
    c.set("requestId", request_id);
    await next();
    const ms = Math.round((performance.now() - startedAt) * 100) / 100;
    c.header("X-Request-Id", request_id);
    c.header("Server-Timing", `total;dur=${ms}`);
    logRequest(requestLine({ request_id, method: nameOf(c.req.path), status: c.res.status, ms }));
  };
}
