// Logs one line per request and sends the client the request's id and duration.

import type { MiddlewareHandler } from "hono";
import { requestLine } from "../_shared/log_line.ts";
import { requestIdOf } from "../_shared/request_id.ts";

/** The context's variables. */
export interface RequestEnv {
  Variables: { requestId: string };
}

/**
 * @param nameOf the path's name in the log, which must not contain user input
 * @param logRequest receives the line after the response
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
