// The state of one examination. Checks run in a fixed order; later checks read what earlier ones set.

import type { Exchange, Send } from "./exchange.ts";

/** A tool as `tools/list` describes it, unvalidated. */
export interface ListedTool {
  name: string;
  annotations?: Record<string, unknown>;
  inputSchema?: Record<string, unknown>;
  outputSchema?: Record<string, unknown>;
  securitySchemes?: unknown;
  _meta?: Record<string, unknown>;
}

/** The parameters of the challenge (RFC 6750 §3, RFC 9728 §5.1). */
interface Challenge {
  metadataUrl: string;
  /** Absent = the challenge names no scope. */
  scope?: string;
}

export type JsonObject = Record<string, unknown>;

export interface Session {
  /** The MCP endpoint as the operator entered it, byte for byte. */
  readonly url: string;
  readonly send: Send;
  /** An access token to test; never printed. From the options, or set by `signIn`. */
  token?: string;
  /** `Mcp-Session-Id`, if the server has sessions. Set by checks `protocol` and `tools`. */
  mcpSessionId?: string;
  /** Whether this project's own server answers: its variables and commands apply. Set by check `protocol`. */
  isThisProject: boolean;
  /** `initialize` without a token gets a challenge. Set by check `protocol`. */
  challengesOnConnect: boolean;
  /** `tools/list` needs a token, too. Set by check `protocol`. */
  allToolsProtected: boolean;
  /** No sign-in was found. Set by check `challenge`. */
  authless: boolean;
  /** Set by check `tools`. */
  tools?: ListedTool[];
  /** `instructions` from `initialize`. Set by check `tools`. */
  instructions?: string;
  /** Set by check `challenge`. */
  challenge?: Challenge;
  /** The protected resource metadata (RFC 9728). Set by check `metadata`. */
  metadata?: JsonObject;
  /** The first authorization server in the metadata. Set by check `metadata`. */
  issuer?: string;
  /** The issuer's own metadata (RFC 8414). Set by check `authorizationServer`. */
  authorizationServer?: JsonObject;
  /** Registered clients to sign in with, in order of preference. Set by check `requestedScopes`. */
  signInAttempts?: SignInAttempt[];
}

/** A registered client, and the scopes it requests. */
export interface SignInAttempt {
  clientId: string;
  redirectUri: string;
  scope: string;
  /** The client program that requests the same scopes; absent = several programs. */
  client?: string;
}

/** A client registered with the authorization server. */
export interface Registration {
  clientId: string;
  /** The scopes that the client may request; absent = the server does not say. */
  scope?: string;
}

/** A client with the challenge's scope, as Claude Code registers, and a client without a scope. */
export interface Registrations {
  redirectUri: string;
  asChallenged: Registration;
  bare: Registration;
}

/** @param token to test, if the operator gave one */
export function startSession(url: string, send: Send, token: string | undefined): Session {
  // A guess from Supabase's path, until the health check knows whether this project's server answers.
  const isThisProject = new URL(url).pathname.startsWith("/functions/v1/");
  const initial = {
    isThisProject,
    challengesOnConnect: false,
    allToolsProtected: false,
    authless: false,
  };
  return { url, send, ...initial, ...(token !== undefined && { token }) };
}

/** Whether the value is a JSON object, not `null` or an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The JSON object in a 200 answer, if there is one. */
export function documentIn(exchange: Exchange): JsonObject | undefined {
  return exchange.answered && exchange.status === 200 && isObject(exchange.json)
    ? exchange.json
    : undefined;
}

/** The strings in a value that may not be an array. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
