// The HTTP floor of function well-known: what clients read before they have a token.

import { Hono } from "hono";
import type { PublicConfig } from "../_shared/config.ts";
import { CORS_HEADERS, PREFLIGHT_HEADERS } from "../_shared/cors.ts";
import { protectedResourceMetadata } from "../_shared/protected_resource.ts";
import type { FetchMetadata } from "./authorization_server.ts";
import { logRequests, type Requested } from "./request_log.ts";

export interface AppParts {
  config: PublicConfig;
  /** Every scope some tool requires. */
  scopes: readonly string[];
  fetchMetadata: FetchMetadata;
  /** Proof of domain ownership for OpenAI's app submission; absent until one is asked for. */
  challenge: string | undefined;
  documentation: string;
  report(error: unknown, requestId: string): void;
  /** Gets the line of each request that was answered. */
  tell(line: string): void;
}

const DOCUMENTS = [
  "oauth-protected-resource",
  "oauth-authorization-server",
  "openai-apps-challenge",
  "documentation",
];
const CACHE_CONTROL = "public, max-age=300";
const RETRY_AFTER_S = "5";

/** @returns the app; serve its `fetch` */
export function createApp(
  { config, scopes, fetchMetadata, challenge, documentation, report, tell }: AppParts,
): Hono<Requested> {
  const app = new Hono<Requested>();
  // The same words for everybody: the resource is what was configured, whatever Host or
  // X-Forwarded-* claim (a mismatch ends sign-in, RFC 9728 §3.3, and a lie could redirect it).
  const resourceMetadata = protectedResourceMetadata(config, scopes);
  const cached = { "Cache-Control": CACHE_CONTROL };

  app.use(logRequests(nameOf, tell), (c, next) => {
    for (const [name, value] of Object.entries(CORS_HEADERS)) c.header(name, value);
    c.header("X-Content-Type-Options", "nosniff");
    return next();
  });
  app.options("*", (c) => c.body(null, 204, PREFLIGHT_HEADERS));

  for (
    const path of [
      "/well-known/oauth-protected-resource",
      "/well-known/oauth-protected-resource/mcp",
    ]
  ) {
    app.get(path, (c) => c.json(resourceMetadata, 200, cached));
  }

  for (
    const path of [
      "/well-known/oauth-authorization-server",
      // Asked for by clients that take the endpoint for the issuer (RFC 8414 §3.1).
      "/well-known/oauth-authorization-server/mcp",
    ]
  ) {
    app.get(path, async (c) => {
      try {
        return c.json(await fetchMetadata(), 200, cached);
      } catch (error) {
        report(error, c.var.requestId);
        const message = "The authorization server's metadata cannot be had right now";
        const headers = { "Retry-After": RETRY_AFTER_S, "Cache-Control": "no-store" };
        return c.json({ error: "temporarily_unavailable", message }, 503, headers);
      }
    });
  }

  app.get(
    "/well-known/openai-apps-challenge",
    (c) => challenge ? c.text(challenge, 200, cached) : c.notFound(),
  );

  app.get("/well-known/documentation", (c) => c.text(documentation, 200, cached));

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
