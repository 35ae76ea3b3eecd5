// HTTP layer of function well-known: the documents that clients read before they have a token.

import { Hono } from "hono";
import type { PublicConfig } from "../_shared/config.ts";
import { CORS_HEADERS, PREFLIGHT_HEADERS } from "../_shared/cors.ts";
import type { FetchMetadata } from "../_shared/authorization_server.ts";
import { CACHED, metadataRoutes } from "../_shared/metadata_routes.ts";
import { protectedResourceMetadata } from "../_shared/protected_resource.ts";
import { limitResponses } from "./response_limit.ts";
import { logRequests, type RequestEnv } from "./request_log.ts";

export interface AppDependencies {
  config: PublicConfig;
  /** The scopes of all tools. */
  scopes: readonly string[];
  fetchMetadata: FetchMetadata;
  /** Proof of domain ownership for OpenAI's app submission, if configured. */
  challenge: string | undefined;
  documentation: string;
  logError(requestId: string, error: unknown): void;
  /** Receives one log line per request. */
  logRequest(line: string): void;
}

const DOCUMENTS = [
  "oauth-protected-resource",
  "oauth-authorization-server",
  "openid-configuration",
  "openai-apps-challenge",
  "documentation",
];

/** @returns the app; serve its `fetch` */
export function createApp(
  { config, scopes, fetchMetadata, challenge, documentation, logError, logRequest }:
    AppDependencies,
): Hono<RequestEnv> {
  const app = new Hono<RequestEnv>();
  // The metadata takes its host from the configuration, not from Host or X-Forwarded-*. A forged host could redirect
  // sign-in, and clients reject metadata that names another host than they connect to (RFC 9728 §3.3).
  const resourceMetadata = protectedResourceMetadata(config, scopes);

  app.use(logRequests(nameOf, logRequest), (c, next) => {
    for (const [name, value] of Object.entries(CORS_HEADERS)) c.header(name, value);
    c.header("X-Content-Type-Options", "nosniff");
    return next();
  }, limitResponses(nameOf));
  app.options("*", (c) => c.body(null, 204, PREFLIGHT_HEADERS));

  for (
    const { path, respond } of metadataRoutes("well-known", { resourceMetadata, fetchMetadata })
  ) {
    app.get(path, async (c) => {
      const { status, headers, body } = await respond((error) => logError(c.var.requestId, error));
      return c.json(body, status, headers);
    });
  }

  app.get(
    "/well-known/openai-apps-challenge",
    (c) => challenge ? c.text(challenge, 200, CACHED) : c.notFound(),
  );

  app.get("/well-known/documentation", (c) => c.text(documentation, 200, CACHED));

  app.all("*", (c) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return c.notFound();
    return c.json({ error: "method_not_allowed" }, 405, { Allow: "GET, HEAD, OPTIONS" });
  });
  app.notFound((c) => c.json({ error: "not_found" }, 404));
  app.onError((error, c) => {
    logError(c.var.requestId, error);
    return c.json({ error: "server_error", request_id: c.var.requestId }, 500);
  });
  return app;
}

function nameOf(path: string): string {
  return DOCUMENTS.find((name) => path.startsWith(`/well-known/${name}`)) ?? "nothing here";
}
