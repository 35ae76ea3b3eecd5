// The whole of function mcp in one process, for tests of what lies between HTTP and the store:
// tokens are people's names, the store is a map.

import type { FetchMetadata } from "../../supabase/functions/_shared/authorization_server.ts";
import {
  advertisedScopes,
  protectedResourceMetadata,
  scopesOf,
} from "../../supabase/functions/_shared/protected_resource.ts";
import { createApp } from "../../supabase/functions/mcp/app.ts";
import type { ArtifactStore } from "../../supabase/functions/mcp/artifacts/store.ts";
import { createBearerAuth } from "../../supabase/functions/mcp/auth/bearer.ts";
import { parseUserId, type UserId } from "../../supabase/functions/mcp/auth/user_id.ts";
import {
  rejected,
  type Verification,
  type VerifyAccessToken,
} from "../../supabase/functions/mcp/auth/verification.ts";
import type { RateLimiter } from "../../supabase/functions/mcp/rate_limit/rate_limiter.ts";
import { createCallQueue } from "../../supabase/functions/mcp/rate_limit/call_queue.ts";
import { createClientPolicy, type SignInMode } from "../../supabase/functions/mcp/client_policy.ts";
import type { Webhook } from "../../supabase/functions/mcp/http/webhook_handler.ts";
import { createEndpoint } from "../../supabase/functions/mcp/endpoint.ts";
import { SERVER } from "../../supabase/functions/mcp/server_info.ts";
import type { Primitives } from "../../supabase/functions/mcp/protocol/features/mod.ts";
import { createProtocol } from "../../supabase/functions/mcp/protocol/mod.ts";
import { RESOURCE_TEMPLATES, RESOURCES } from "../../supabase/functions/mcp/resources/mod.ts";
import type { ServerContext } from "../../supabase/functions/mcp/primitives/context.ts";
import { TOOLS } from "../../supabase/functions/mcp/tools/mod.ts";
import type { Tool } from "../../supabase/functions/mcp/primitives/tool.ts";
import type { NameStyle } from "../../supabase/functions/_shared/tool_names.ts";
import { createMemoryLibrary } from "./artifacts/memory_store.ts";
import { SERVER_CONTEXT } from "./tools/tool_context.ts";

export const RESOURCE = "https://project.supabase.co/functions/v1/mcp";
const ISSUER = "https://clerk.example.com";

export interface InProcess {
  /** The function as the runtime serves it. */
  fetch(request: Request): Response | Promise<Response>;
  /** Sends a request through the app; paths are relative to the function. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** POSTs one JSON-RPC message and returns the response. */
  post(message: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Every error that was written to the operator's log, and every request's line. */
  reports: { requestId: string; error: unknown }[];
  lines: Record<string, unknown>[];
}

interface InProcessParts {
  tools?: readonly Tool[];
  /** In addition to tools; default: the project's own resources and no prompts. */
  primitives?: Omit<Primitives, "tools">;
  /** Default: `dotted` for every client. */
  names?: NameStyle | "auto";
  /** Default: `call` for every client. */
  signIn?: SignInMode;
  offlineAccess?: boolean;
  allowedOrigins?: string[];
  artifactsOf?: (owner: UserId) => ArtifactStore;
  server?: Partial<ServerContext>;
  expectCaller?: () => void;
  budget?: RateLimiter;
  verify?: VerifyAccessToken;
  fetchMetadata?: FetchMetadata;
  webhook?: Webhook;
}

/**
 * Tokens: `alice` is Alice with scope `profile`, `alice-noscope` without; `expired`, `outage` as
 * they say; everything else is some other person.
 */
export const verifyNames: VerifyAccessToken = (token) => {
  if (token === "expired") return Promise.resolve(rejected("expired"));
  if (token === "outage") {
    return Promise.resolve({ outcome: "unavailable", cause: new Error("secret reason") });
  }
  const [name = "", noscope] = token.split("-");
  return Promise.resolve<Verification>({
    outcome: "verified",
    caller: {
      userId: userId(name),
      clientId: "client",
      scopes: new Set(noscope ? ["email"] : ["profile"]),
      expiresAt: 4_000_000_000,
    },
  });
};

/** A user id as if its token had been verified. */
export function userId(name: string): UserId {
  const id = parseUserId(`user_${name}`);
  if (!id) throw new Error(`not a user: ${name}`);
  return id;
}

/** Builds the function in process. */
export function startInProcess(parts: InProcessParts = {}): InProcess {
  const { tools = TOOLS, names = "dotted", allowedOrigins = [], verify = verifyNames } = parts;
  const { signIn = "call", offlineAccess = false } = parts;
  const {
    primitives = { resources: RESOURCES, resourceTemplates: RESOURCE_TEMPLATES },
  } = parts;
  const library = createMemoryLibrary();
  const { artifactsOf = library.artifactsOf } = parts;
  const server = { ...SERVER_CONTEXT, shared: library.shared, ...parts.server };
  const reports: InProcess["reports"] = [];
  const report = (requestId: string, error: unknown) => void reports.push({ requestId, error });
  const lines: InProcess["lines"] = [];
  const tell = (line: () => string) => void lines.push(JSON.parse(line()));
  const endpoint = createEndpoint({
    protocol: createProtocol({ tools, ...primitives }, SERVER),
    authenticate: createBearerAuth(verify),
    preload: parts.expectCaller ?? (() => {}),
    beginCall: createCallQueue(parts.budget ?? (() => 0)),
    userContext: (caller) => ({ artifacts: artifactsOf(caller.userId) }),
    server,
    policy: createClientPolicy(signIn, names),
    resource: RESOURCE,
    scopes: scopesOf(tools),
    advertisedScopes: (scopes) => advertisedScopes(scopes, { offlineAccess }),
    pseudonymOf: ({ userId }) => `hash of ${userId.slice("user_".length)}`,
    logError: report,
  });
  const config = { resource: RESOURCE, issuer: ISSUER, offlineAccess };
  const { webhook } = parts;
  const app = createApp({
    endpoint,
    webhook: webhook && (() => Promise.resolve(webhook)),
    resource: RESOURCE,
    resourceMetadata: protectedResourceMetadata(config, scopesOf(tools)),
    fetchMetadata: parts.fetchMetadata ?? (() => Promise.resolve({ issuer: ISSUER })),
    allowedOrigins,
    version: SERVER.version,
    logError: report,
    logRequest: tell,
  });
  const request = async (path: string, init?: RequestInit) =>
    await app.fetch(new Request(new URL(path, "http://localhost"), init));
  return {
    fetch: app.fetch,
    request,
    reports,
    lines,
    post: (message, headers = {}) =>
      request("/mcp", {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: typeof message === "string" ? message : JSON.stringify(message),
      }),
  };
}

/** The handshake up to 2025-11-25. */
export const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  },
};

/** A `tools/call` message. */
export function call(name: string, args: Record<string, unknown> = {}, id: number | string = 1) {
  return { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args } };
}
