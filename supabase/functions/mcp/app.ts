// The HTTP floor of function mcp: routes, CORS, Origin, content type, size, request id, and the
// last-resort error. Knows no method of MCP.

import { type Context, Hono } from "hono";
import { CORS_HEADERS, PREFLIGHT_HEADERS } from "../_shared/cors.ts";
import type { Endpoint } from "./endpoint.ts";
import { ErrorCode, failure } from "./protocol/json_rpc.ts";
import { readBody, type UnreadableBody } from "./request_body.ts";

/** The largest body: 1 MiB of content has room to be escaped in JSON. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Web pages that may call us: the clients everybody uses; more by configuration. */
const KNOWN_ORIGINS = ["https://chatgpt.com", "https://chat.openai.com", "https://claude.ai"];

const UNREADABLE: Record<UnreadableBody, [status: 400 | 413, message: string]> = {
  too_large: [413, `The body may have ${MAX_BODY_BYTES} bytes at most`],
  not_utf8: [400, "The body is not UTF-8"],
};

export interface AppParts {
  endpoint: Endpoint;
  /** Origins to be let in besides the known clients'. */
  allowedOrigins: readonly string[];
  version: string;
  report(requestId: string, error: unknown): void;
}

type Environment = { Variables: { requestId: string } };

/** @returns the app; serve its `fetch` */
export function createApp(
  { endpoint, allowedOrigins, version, report }: AppParts,
): Hono<Environment> {
  const app = new Hono<Environment>();
  const origins = new Set([...KNOWN_ORIGINS, ...allowedOrigins]);

  app.use((c, next) => {
    const requestId = crypto.randomUUID();
    c.set("requestId", requestId);
    c.header("X-Request-Id", requestId);
    for (const [name, value] of Object.entries(CORS_HEADERS)) c.header(name, value);
    return next();
  });
  app.options("*", (c) => c.body(null, 204, PREFLIGHT_HEADERS));

  app.get("/mcp/health", (c) => c.json({ status: "ok", version }));

  app.use("/mcp", (c, next) => {
    const origin = c.req.header("Origin");
    // Foreign pages must not reach us through a visitor's browser (MCP, basic/transports, Security).
    if (origin !== undefined && !origins.has(origin)) {
      return Promise.resolve(refused(c, 403, "This Origin is not allowed"));
    }
    return next();
  });
  app.post("/mcp", async (c) => {
    if (!isJson(c.req.header("Content-Type"))) {
      return refused(c, 415, "Content-Type must be application/json");
    }
    const read = await readBody(c.req.raw, MAX_BODY_BYTES);
    if ("refused" in read) return refused(c, ...UNREADABLE[read.refused]);
    const { text } = read;
    const { status, headers, body } = await endpoint(c.req.raw.headers, text, c.get("requestId"));
    return body === undefined ? c.body(null, status, headers) : c.json(body, status, headers);
  });
  // Stateless: there is no stream to open with GET and no session to end with DELETE.
  app.all(
    "/mcp",
    (c) => refused(c, 405, "Method not allowed: POST one message", { Allow: "POST" }),
  );

  app.notFound((c) => c.json({ error: "not_found" }, 404));
  app.onError((error, c) => {
    const requestId = c.get("requestId");
    report(requestId, error);
    const message = `Internal error (request ${requestId})`;
    return c.json(failure(null, ErrorCode.InternalError, message), 500);
  });
  return app;
}

function refused(
  c: Context,
  status: 400 | 403 | 405 | 413 | 415,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return c.json(failure(null, ErrorCode.Transport, message), status, headers);
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(";")[0]?.trim().toLowerCase() === "application/json";
}
