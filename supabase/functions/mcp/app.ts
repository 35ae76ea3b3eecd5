// The HTTP floor of function mcp: routes, Origin, content type, size, how much at a time, and the
// last-resort error. Knows no method of MCP.

import { Hono } from "hono";
import { PREFLIGHT_HEADERS } from "../_shared/cors.ts";
import { type MetadataDependencies, metadataRoutes } from "../_shared/metadata_routes.ts";
import { wrongPathMessage } from "../_shared/wrong_path.ts";
import { foreignOrigin } from "./http/allowed_origins.ts";
import type { HttpResponse } from "./http/response.ts";
import { ErrorCode, failure } from "./protocol/json_rpc.ts";
import { createOutgoing, type LogRequest } from "./http/outgoing.ts";
import { createReception, type Endpoint } from "./http/reception.ts";
import { startRequestLog } from "./http/request_log.ts";

// What the client speaks is not known yet: a code of JSON-RPC's own belongs to every revision.
const FOREIGN_ORIGIN: HttpResponse = {
  status: 403,
  body: failure(null, ErrorCode.InvalidRequest, "This Origin is not allowed"),
};
const NOT_POST: HttpResponse = {
  status: 405,
  headers: { Allow: "POST" },
  body: failure(null, ErrorCode.InvalidRequest, "Method not allowed: POST one message"),
};

export interface AppDependencies extends MetadataDependencies {
  endpoint: Endpoint;
  /** Public URL of this endpoint: its own origin is let in. */
  resource: string;
  /** Origins allowed beside that and those of known clients. */
  allowedOrigins: readonly string[];
  version: string;
  logError(requestId: string, error: unknown): void;
  /** Called for each request that was answered. */
  logRequest: LogRequest;
}

/** @returns the app; serve its `fetch` */
export function createApp(parts: AppDependencies): Hono {
  const { endpoint, resource, allowedOrigins, version, logError: report, logRequest: tell } = parts;
  const app = new Hono();
  const isForeign = foreignOrigin(resource, allowedOrigins);
  const receive = createReception(endpoint);
  const finish = createOutgoing(tell);

  app.post("/mcp", async ({ req: { raw } }) => {
    const record = startRequestLog(raw.headers);
    try {
      const refusal = isForeign(raw) ? FOREIGN_ORIGIN : undefined;
      return finish(raw, record, await receive(raw, record, refusal));
    } catch (error) {
      report(record.id, error);
      record.failed = true;
      const message = `Internal error (request ${record.id})`;
      const body = failure(null, ErrorCode.InternalError, message);
      return finish(raw, record, { status: 500, body });
    }
  });

  const fixed = (method: string, answer: HttpResponse) => ({ req }: { req: { raw: Request } }) => {
    const record = startRequestLog(req.raw.headers);
    record.description = { method };
    return finish(req.raw, record, answer);
  };
  const preflight = fixed("preflight", { status: 204, headers: PREFLIGHT_HEADERS });
  const foreignPreflight = fixed("preflight", FOREIGN_ORIGIN);
  // A preflight that allows what POST refuses would send a page's developer looking elsewhere.
  app.options("/mcp", (c) => (isForeign(c.req.raw) ? foreignPreflight : preflight)(c));
  app.options("*", preflight);
  for (const { path, document, answer } of metadataRoutes("mcp", parts)) {
    app.get(path, async ({ req }) => {
      const record = startRequestLog(req.raw.headers);
      record.description = { method: document };
      return finish(req.raw, record, await answer((error) => report(record.id, error)));
    });
  }
  // Stateless: there is no stream to open with GET and no session to end with DELETE.
  app.all("/mcp", fixed("not POST", NOT_POST));
  app.get("/mcp/health", fixed("health", { status: 200, body: { status: "ok", version } }));
  // Not a redirect to the right address, on which clients would lose their token.
  const message = wrongPathMessage(resource);
  app.notFound(fixed("nothing here", { status: 404, body: { error: "not_found", message } }));
  return app;
}
