// HTTP layer of function mcp: routes, Origin checks, and the response to unexpected exceptions. It knows no MCP method.
// Hono is used for routing only: handlers return plain data (`HttpResponse`).

import { Hono } from "hono";
import { getPath } from "hono/utils/url";
import { PREFLIGHT_HEADERS } from "../_shared/cors.ts";
import { type MetadataDependencies, metadataRoutes } from "../_shared/metadata_routes.ts";
import { NOT_BUNDLED } from "../_shared/version.ts";
import { WEBHOOK_PATH } from "../_shared/webhook_path.ts";
import { wrongPathMessage } from "../_shared/wrong_path.ts";
import { lazy } from "./async/lazy.ts";
import { foreignOrigin } from "./http/allowed_origins.ts";
import type { HttpResponse } from "./http/response.ts";
import { ErrorCode, failure } from "./protocol/json_rpc.ts";
import {
  createResponseSender,
  type LogRequest,
  type SendResponse,
} from "./http/response_sender.ts";
import { createPostHandler, type Endpoint } from "./http/post_handler.ts";
import { type BodyPools, createBodyPools } from "./http/body_pools.ts";
import { createWebhookHandler, type Webhook } from "./http/webhook_handler.ts";
import { type RequestLog, startRequestLog } from "./http/request_log.ts";

// The body is not read yet, so the client's MCP revision is unknown. JSON-RPC's own codes are valid in every revision.
const FOREIGN_ORIGIN: HttpResponse = {
  status: 403,
  body: failure(
    null,
    ErrorCode.InvalidRequest,
    "This Origin is not allowed; the operator can add it to MCP_ALLOWED_ORIGINS",
  ),
};
const NOT_POST: HttpResponse = {
  status: 405,
  headers: { Allow: "POST" },
  body: failure(null, ErrorCode.InvalidRequest, "Method not allowed: POST one JSON-RPC message"),
};

interface AppDependencies extends MetadataDependencies {
  endpoint: Endpoint;
  /** Loads the handler of Clerk's webhooks; absent without CLERK_WEBHOOK_SIGNING_SECRET. */
  webhook?: (() => Promise<Webhook>) | undefined;
  /** Public URL of this endpoint. Requests from its origin are allowed. */
  resource: string;
  /** Origins from MCP_ALLOWED_ORIGINS, allowed in addition to those of known clients. */
  allowedOrigins: readonly string[];
  version: string;
  logError(requestId: string, error: unknown): void;
  /** Called once for each response. */
  logRequest: LogRequest;
}

export interface App {
  fetch(request: Request): Response | Promise<Response>;
}

/** Sends the handler's response, or status 500 with the request id if the handler throws. */
type Respond = (
  request: Request,
  handle: (log: RequestLog) => Promise<HttpResponse>,
) => Promise<Response>;

interface RoutesParts extends Omit<AppDependencies, "endpoint" | "allowedOrigins" | "logRequest"> {
  isForeign(request: Request): boolean;
  pools: BodyPools;
  respond: Respond;
  send: SendResponse;
}

export function createApp(dependencies: AppDependencies): App {
  const { endpoint, resource, allowedOrigins, logError, logRequest } = dependencies;
  const isForeign = foreignOrigin(resource, allowedOrigins);
  const pools = createBodyPools();
  const handlePost = createPostHandler(endpoint, pools);
  const send = createResponseSender(logRequest);

  const respond: Respond = async (request, handle) => {
    const log = startRequestLog(request.headers);
    try {
      return send(request, log, await handle(log));
    } catch (error) {
      logError(log.id, error);
      log.failed = true;
      const message = `Internal error. Try again, or report request ${log.id} to the operator`;
      const body = failure(null, ErrorCode.InternalError, message);
      return send(request, log, { status: 500, body });
    }
  };

  // Built on first use: Hono takes 2 ms to compile the routes, and MCP messages do not need them.
  const routes = lazy(() => createRoutes({ ...dependencies, isForeign, pools, respond, send }));
  return {
    fetch(request) {
      if (!isMessage(request)) return routes().fetch(request);
      const earlyResponse = isForeign(request) ? FOREIGN_ORIGIN : undefined;
      return respond(request, (log) => handlePost(request, log, earlyResponse));
    },
  };
}

function isMessage(request: Request): boolean {
  return request.method === "POST" && getPath(request) === "/mcp";
}

/** Routes for all requests except MCP messages. */
function createRoutes(parts: RoutesParts): Hono {
  const { webhook, resource, version, isForeign, pools, respond, send, logError } = parts;
  const app = new Hono();
  if (webhook) {
    const handleWebhook = createWebhookHandler(webhook, pools, logError);
    app.post(WEBHOOK_PATH, ({ req }) =>
      respond(req.raw, (log) => {
        log.description = { method: "webhook" };
        return handleWebhook(req.raw, log);
      }));
  }

  /** @param method the value of `method` in the log line */
  function staticRoute(method: string, response: HttpResponse) {
    return ({ req }: { req: { raw: Request } }) => {
      const log = startRequestLog(req.raw.headers);
      log.description = { method };
      return send(req.raw, log, response);
    };
  }
  const preflight = staticRoute("preflight", { status: 204, headers: PREFLIGHT_HEADERS });
  const foreignPreflight = staticRoute("preflight", FOREIGN_ORIGIN);
  // The preflight is refused already: if only its POST were refused, the cause would be harder to find.
  app.options("/mcp", (c) => isForeign(c.req.raw) ? foreignPreflight(c) : preflight(c));
  app.options("*", preflight);
  for (const { path, document, respond } of metadataRoutes("mcp", parts)) {
    app.get(path, async ({ req }) => {
      const log = startRequestLog(req.raw.headers);
      log.description = { method: document };
      return send(req.raw, log, await respond((error) => logError(log.id, error)));
    });
  }
  // The server is stateless. It has no stream to open with GET and no session to end with DELETE.
  app.all("/mcp", staticRoute("not POST", NOT_POST));
  app.get(
    "/mcp/health",
    staticRoute("health", { status: 200, body: { status: "ok", version, digest: NOT_BUNDLED } }),
  );
  // Other paths get 404, not a redirect to the endpoint: on a redirect, clients would drop their token.
  const message = wrongPathMessage(resource);
  app.notFound(staticRoute("nothing here", { status: 404, body: { error: "not_found", message } }));
  return app;
}
