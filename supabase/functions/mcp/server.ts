// Builds all objects of a worker at boot and connects them. The only file that reads the environment and writes the
// log.

import type { createAuthentication } from "./authentication.ts";
import type { connectLibrary } from "./library.ts";
import { createLog } from "../_shared/log.ts";
import { errorLine } from "../_shared/log_line.ts";
import {
  advertisedScopes,
  protectedResourceMetadata,
  scopesOf,
} from "../_shared/protected_resource.ts";
import { type App, createApp } from "./app.ts";
import { createBearerAuth } from "./auth/bearer.ts";
import { createRateLimiter } from "./rate_limit/rate_limiter.ts";
import { createCallQueue } from "./rate_limit/call_queue.ts";
import { createClientPolicy } from "./client_policy.ts";
import { readConfig } from "./config.ts";
import { createEndpoint } from "./endpoint.ts";
import { SERVER } from "./server_info.ts";
import { createLineKind } from "./http/line_kind.ts";
import { lazy } from "./async/lazy.ts";
import type { LogRequest } from "./http/response_sender.ts";
import { createProtocol } from "./protocol/mod.ts";
import { RESOURCE_TEMPLATES, RESOURCES } from "./resources/mod.ts";
import { changingToolsOf } from "./primitives/effect.ts";
import type { Tool } from "./primitives/tool.ts";

/** The code that an entry point (`index.ts` or `bundled.ts`) provides. The functions load their part on first use. */
interface Code {
  tools: readonly Tool[];
  /** Called when the first token arrives. Messages without a token do not need this code. */
  loadAuthentication(): Promise<{ createAuthentication: typeof createAuthentication }>;
  /** Called at the first tool call that needs the database. */
  loadLibrary(): Promise<{ connectLibrary: typeof connectLibrary }>;
}

/** @throws {EnvironmentError} naming every missing or malformed variable */
export function createServer(code: Code): App {
  const { tools } = code;
  const config = readConfig((name) => Deno.env.get(name));

  const authentication = lazy(async () => {
    const { createAuthentication } = await code.loadAuthentication();
    return createAuthentication(config);
  });
  const library = lazy(async () => {
    const { connectLibrary } = await code.loadLibrary();
    return connectLibrary(config, (message) => {
      log("error", JSON.stringify({ level: "warn", message }));
    });
  });

  const log = createLog(console);
  const logError = (requestId: string, error: unknown, user?: string) =>
    log(user === undefined ? "anonymous_error" : "error", () => errorLine(error, requestId), user);
  const lineKind = createLineKind(changingToolsOf(tools));
  const logRequest: LogRequest = (line, { user, refusal, description }) => {
    log(lineKind({ user, refusal, tool: description?.tool }), line, user);
  };

  const primitives = { tools, resources: RESOURCES, resourceTemplates: RESOURCE_TEMPLATES };
  const endpoint = createEndpoint({
    protocol: createProtocol(primitives, SERVER),
    authenticate: createBearerAuth((token) =>
      authentication().then(
        ({ verify }) => verify(token),
        (cause) => ({ outcome: "unavailable", cause }),
      )
    ),
    // The store loads after the authentication code, so that the request for Clerk's keys is sent first. An error is
    // ignored here: the next call of `library` reports it.
    preload: lazy(() => {
      void authentication().then(library).catch(() => {});
    }),
    beginCall: createCallQueue(createRateLimiter(
      async (owner, calls) => await (await library()).consumeCalls(owner, calls),
      config.callsPerMinute,
    )),
    userContext: async ({ userId }) => {
      const { artifactsOf, watchStorage } = await library();
      void watchStorage();
      return { artifacts: artifactsOf(userId) };
    },
    server: {
      shared: {
        open: async (share, range) => await (await library()).shared.open(share, range),
      },
      quota: config.quota,
      artifactUrl: (id) => config.artifactUrl.replaceAll("{id}", id),
    },
    policy: createClientPolicy(config.signIn, config.toolNames),
    resource: config.resource,
    scopes: scopesOf(tools),
    advertisedScopes: (scopes) => advertisedScopes(scopes, config),
    pseudonymOf: async (caller) => (await authentication()).pseudonymOf(caller),
    logError,
  });

  // Loaded at the first request for Clerk's OAuth metadata.
  const metadata = lazy(async () => {
    const { createMetadataFetch } = await import("../_shared/authorization_server.ts");
    return createMetadataFetch(config.issuer, {
      scopes: advertisedScopes(scopesOf(tools), config),
      logError: (error) => log("anonymous_error", errorLine(error)),
    });
  });

  const { clerkWebhookSecret } = config;
  const webhook = clerkWebhookSecret === undefined ? undefined : lazy(async () => {
    const [{ createWebhookReader }, { pseudonymOf }, { closeAccount }] = await Promise.all([
      import("./auth/clerk/webhook.ts"),
      authentication(),
      library(),
    ]);
    return { readEvent: createWebhookReader(clerkWebhookSecret), pseudonymOf, closeAccount };
  });

  return createApp({
    endpoint,
    webhook,
    resource: config.resource,
    resourceMetadata: protectedResourceMetadata(config, scopesOf(tools)),
    fetchMetadata: async (document) => await (await metadata())(document),
    allowedOrigins: config.allowedOrigins,
    version: SERVER.version,
    logError,
    logRequest,
  });
}
