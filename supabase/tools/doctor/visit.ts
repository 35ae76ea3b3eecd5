// What the doctor was asked, and what it has learnt so far: later checks build on earlier ones.

import type { Exchange, Send } from "./exchange.ts";

/** A tool as `tools/list` describes it; nothing of it is certain. */
export interface ListedTool {
  name: string;
  annotations?: Record<string, unknown>;
  inputSchema?: Record<string, unknown>;
  outputSchema?: Record<string, unknown>;
  securitySchemes?: unknown;
  _meta?: Record<string, unknown>;
}

/** What the challenge said (RFC 6750 §3, RFC 9728 §5.1). */
export interface Challenge {
  metadataUrl: string;
  /** Absent where it names none. */
  scope?: string;
}

export type JsonObject = Record<string, unknown>;

export interface Visit {
  /** The MCP endpoint as it was typed, byte for byte. */
  readonly url: string;
  readonly send: Send;
  /** An access token to try; never shown. */
  token?: string;
  /** `Mcp-Session-Id` of servers that have sessions. */
  session?: string;
  /** Whether this project's server answers, to which its own variables and commands apply. */
  ours: boolean;
  /** It lets nobody say anything without a token. */
  closed: boolean;
  /** It asks nobody to sign in, as far as can be seen. */
  authless: boolean;
  tools?: ListedTool[];
  challenge?: Challenge;
  /** The protected resource metadata (RFC 9728), wherever it was found. */
  metadata?: JsonObject;
  /** The first authorization server that it names, and the document of that one (RFC 8414). */
  issuer?: string;
  authorizationServer?: JsonObject;
}

/** @param token to try, if there is one already */
export function startVisit(url: string, send: Send, token: string | undefined): Visit {
  // Supabase's path: whatever answers there instead is mended by this project's commands.
  const ours = new URL(url).pathname.startsWith("/functions/v1/");
  const learnt = { ours, closed: false, authless: false };
  return { url, send, ...learnt, ...(token !== undefined && { token }) };
}

/** A JSON object, and neither `null` nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The document that was asked for, if there is one. */
export function documentIn(exchange: Exchange): JsonObject | undefined {
  return exchange.answered && exchange.status === 200 && isObject(exchange.json)
    ? exchange.json
    : undefined;
}

/** The strings of a list that may be none. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
