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
  /** It answers `initialize` with a challenge unless there is a token. */
  asksAtConnect: boolean;
  /** Its lists, too, need a token. */
  closed: boolean;
  /** It asks no one to sign in, as far as can be seen. */
  authless: boolean;
  tools?: ListedTool[];
  /** What `initialize` tells models about the server. */
  instructions?: string;
  challenge?: Challenge;
  /** The protected resource metadata (RFC 9728), wherever it was found. */
  metadata?: JsonObject;
  /** The first authorization server that it names, and the document of that one (RFC 8414). */
  issuer?: string;
  authorizationServer?: JsonObject;
  /** Present once clients are registered there: the first that is not refused is the one to take. */
  waysToSignIn?: WayToSignIn[];
}

/** A registered client, and the scopes it requests. */
export interface WayToSignIn {
  clientId: string;
  redirectUri: string;
  scope: string;
  /** The program that does the same; absent = several. */
  client?: string;
}

/** A client of the authorization server. */
export interface Registration {
  clientId: string;
  /** Absent where the server does not say which scopes the client may request. */
  scope?: string;
}

/** One as Claude Code registers, with the challenge's scope, and one that names no scope. */
export interface Registrations {
  redirectUri: string;
  asChallenged: Registration;
  bare: Registration;
}

/** @param token to try, if there is one already */
export function startVisit(url: string, send: Send, token: string | undefined): Visit {
  // Supabase's path: this project's commands fix what answers there instead.
  const ours = new URL(url).pathname.startsWith("/functions/v1/");
  const learnt = { ours, asksAtConnect: false, closed: false, authless: false };
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
