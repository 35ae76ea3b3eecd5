// The HTTP floor of function well-known: what clients read before they have a token.

import { Hono } from "hono";
import type { PublicConfig } from "../_shared/config.ts";
import { CORS_HEADERS, PREFLIGHT_HEADERS } from "../_shared/cors.ts";
import type { FetchMetadata } from "../_shared/authorization_server.ts";
import { CACHED, metadataRoutes } from "../_shared/metadata_routes.ts";
import { protectedResourceMetadata } from "../_shared/protected_resource.ts";
import { limitAnswers } from "./answer_limit.ts";
import { logRequests, type Requested } from "./request_log.ts";

export interface AppDependencies {
  config: PublicConfig;
  /** Every scope some tool requires. */
  scopes: readonly string[];
  fetchMetadata: FetchMetadata;
  /** Proof of domain ownership for OpenAI's app submission; absent until one is asked for. */
  challenge: string | undefined;
  documentation: string;
  logError(error: unknown, requestId: string): void;
  /** Gets the line of each request that was answered. */
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
  { config, scopes, fetchMetadata, challenge, documentation, logError: report, logRequest: tell }:
    AppDependencies,
): Hono<Requested> {
  const app = new Hono<Requested>();
  // The same words for everybody: the resource is what was configured, whatever Host or
  // X-Forwarded-* claim (a mismatch ends sign-in, RFC 9728 §3.3, and a lie could redirect it).
  const resourceMetadata = protectedResourceMetadata(config, scopes);

  app.use(logRequests(nameOf, tell), (c, next) => {
    for (const [name, value] of Object.entries(CORS_HEADERS)) c.header(name, value);
    c.header("X-Content-Type-Options", "nosniff");
    return next();
  }, limitAnswers(nameOf));
  app.options("*", (c) => c.body(null, 204, PREFLIGHT_HEADERS));

  for (
    const { path, answer } of metadataRoutes("well-known", { resourceMetadata, fetchMetadata })
  ) {
    app.get(path, async (c) => {
      const { status, headers, body } = await answer((error) => report(error, c.var.requestId));
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
    report(error, c.var.requestId);
    return c.json({ error: "server_error", request_id: c.var.requestId }, 500);
  });
  return app;
}

function nameOf(path: string): string {
  return DOCUMENTS.find((name) => path.startsWith(`/well-known/${name}`)) ?? "nothing here";
}
