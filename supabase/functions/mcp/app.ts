// The HTTP floor of function mcp: routes, CORS, Origin, content type, size, request id, and the
// last-resort error. Knows no method of MCP.

import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { corsFor } from "../_shared/cors.ts";
import type { Endpoint } from "./endpoint.ts";
import { ErrorCode, failure } from "./protocol/json_rpc.ts";

/** The largest body: 1 MiB of content has room to be escaped in JSON. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Web pages that may call us: the clients everybody uses; more by configuration. */
const KNOWN_ORIGINS = ["https://chatgpt.com", "https://chat.openai.com", "https://claude.ai"];

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

  app.use(cors(corsFor(["GET", "POST"])));
  app.use((c, next) => {
    const requestId = crypto.randomUUID();
    c.set("requestId", requestId);
    c.header("X-Request-Id", requestId);
    return next();
  });

  app.get("/mcp/health", (c) => c.json({ status: "ok", version }));

  app.use("/mcp", (c, next) => {
    const origin = c.req.header("Origin");
    // Foreign pages must not reach us through a visitor's browser (MCP, basic/transports, Security).
    if (origin !== undefined && !origins.has(origin)) {
      return Promise.resolve(refused(c, 403, "This Origin is not allowed"));
    }
    return next();
  });
  app.post(
    "/mcp",
    (c, next) =>
      isJson(c.req.header("Content-Type"))
        ? next()
        : Promise.resolve(refused(c, 415, "Content-Type must be application/json")),
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) => refused(c, 413, `The body may have ${MAX_BODY_BYTES} bytes at most`),
    }),
    async (c) => endpoint(c.req.raw.headers, await c.req.text(), c.get("requestId")),
  );
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
  status: 403 | 405 | 413 | 415,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return c.json(failure(null, ErrorCode.Transport, message), status, headers);
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(";")[0]?.trim().toLowerCase() === "application/json";
}
