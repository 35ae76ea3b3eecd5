// Middleware against traffic amplification: responses far larger than their requests are charged to a budget.

import type { MiddlewareHandler } from "hono";
import { CORS_HEADERS } from "../_shared/cors.ts";
import {
  createResponseBudget,
  FAIR_FACTOR,
  sizeOfHead,
  sizeOfResponse,
} from "../_shared/response_budget.ts";

/** @param nameOf returns the key of the budget that a path's responses are charged to */
export function limitResponses(nameOf: (path: string) => string): MiddlewareHandler {
  const budget = createResponseBudget();
  return async (c, next) => {
    await next();
    const { status, headers } = c.res;
    const body = await c.res.arrayBuffer();
    const size = sizeOfResponse(headers, body.byteLength);
    const isFair = size <= FAIR_FACTOR * sizeOfHead(c.req.raw);
    const wait = isFair ? 0 : budget(nameOf(c.req.path), size);
    c.res = undefined; // otherwise Hono merges the old headers into the new response
    c.res = wait === 0
      ? new Response(body.byteLength > 0 ? body : null, { status, headers })
      : tooManyRequests(wait);
  };
}

function tooManyRequests(seconds: number): Response {
  return Response.json(
    {
      error: "too_many_requests",
      message: `Too many requests for this path. Try again in ${seconds} s`,
    },
    {
      status: 429,
      headers: { ...CORS_HEADERS, "Retry-After": `${seconds}`, "Cache-Control": "no-store" },
    },
  );
}
