// The state of one examination. Checks run in a fixed order; later checks read fields that earlier checks set.

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

/** Parameters of the `WWW-Authenticate` header with which the server refuses a request without a token. */
interface Challenge {
  metadataUrl: string;
  /** Scopes, separated by spaces; absent = the challenge names no scope. */
  scope?: string;
}

export type JsonObject = Record<string, unknown>;

export interface Session {
  /** The MCP endpoint as the operator entered it, byte for byte. */
  readonly url: string;
  readonly send: Send;
  /** The access token to test, from `--token-from-env` or set by `signIn`; never printed. */
  token?: string;
  /** `Mcp-Session-Id`, if the server has sessions. Set by checks `protocol` and `tools`. */
  mcpSessionId?: string;
  /** Whether the server runs this project's code, so that fixes can name its commands. Set by check `protocol`. */
  isThisProject: boolean;
  /** Whether `initialize` without a token gets a challenge. Set by check `protocol`. */
  challengesOnConnect: boolean;
  /** Whether both `initialize` and `tools/list` need a token. Set by check `protocol`. */
  allToolsProtected: boolean;
  /** Whether the server asks no client to sign in. Set by check `challenge`. */
  authless: boolean;
  /** The tools in `tools/list`. Set by check `tools`. */
  tools?: ListedTool[];
  /** `instructions` from `initialize`. Set by check `tools`. */
  instructions?: string;
  /** How the server refuses a request without a token. Set by check `challenge`. */
  challenge?: Challenge;
  /** The protected resource metadata (RFC 9728). Set by check `metadata`. */
  metadata?: JsonObject;
  /** The first authorization server in the metadata. Set by check `metadata`. */
  issuer?: string;
  /** The metadata that the issuer serves (RFC 8414). Set by check `authorizationServer`. */
  authorizationServer?: JsonObject;
  /** Registered clients to sign in with, in order of preference. Set by check `requestedScopes`. */
  signInAttempts?: SignInAttempt[];
}

/** A registered client, and the scopes it requests. */
export interface SignInAttempt {
  clientId: string;
  redirectUri: string;
  scope: string;
  /** The MCP client that requests the same scopes; absent = several MCP clients do. */
  client?: string;
}

/** A client registered with the authorization server. */
export interface Registration {
  clientId: string;
  /** The scopes that the client may request; absent = the server does not say. */
  scope?: string;
}

/** `asChallenged` has the challenge's scope, as Claude Code registers. `bare` is registered without a scope. */
export interface Registrations {
  redirectUri: string;
  asChallenged: Registration;
  bare: Registration;
}

/** @param token the operator's access token; undefined = none */
export function startSession(url: string, send: Send, token: string | undefined): Session {
  // A guess: Supabase serves functions under this path. The check `protocol` then asks `/health`.
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

/** The JSON object in a response with status 200; undefined for other responses. */
export function documentIn(exchange: Exchange): JsonObject | undefined {
  return exchange.answered && exchange.status === 200 && isObject(exchange.json)
    ? exchange.json
    : undefined;
}

/** The strings in an array; none if the value is not an array. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
