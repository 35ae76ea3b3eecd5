// What both functions must know of their surroundings: who they are (the resource URL) and who
// issues tokens for them (Clerk's issuer). No secrets here.

import type { Environment } from "./environment.ts";
import { issuerOfPublishableKey } from "./publishable_key.ts";

/** The protected resource and its authorization server, both as clients see them. */
export interface PublicConfig {
  /** The public URL of `/mcp`, byte for byte what people type into their client (RFC 9728 §2). */
  resource: string;
  /** Clerk's issuer identifier (RFC 8414 §2), no trailing slash. */
  issuer: string;
  /** Whether `offline_access` is advertised beside the scopes that tools require. */
  offlineAccess: boolean;
}

/**
 * Reads `MCP_RESOURCE_URL`, `SUPABASE_URL`, `CLERK_PUBLISHABLE_KEY`, `CLERK_ISSUER` and
 * `MCP_OFFLINE_ACCESS`. What is missing or malformed is remembered in `environment`; the caller runs its
 * `check()` before use.
 */
export function readPublicConfig(environment: Environment): PublicConfig {
  const offline = environment.optional("MCP_OFFLINE_ACCESS", oneOf("advertise", "omit"));
  return {
    resource: readResource(environment),
    issuer: readIssuer(environment),
    offlineAccess: offline !== "omit",
  };
}

function readResource(environment: Environment): string {
  if (environment.has("MCP_RESOURCE_URL")) {
    return environment.optional("MCP_RESOURCE_URL", parsePublicUrl) ?? "";
  }
  const project = environment.optional("SUPABASE_URL", parseUrl);
  // The local runtime hands out an address of its own network (http://kong:8000), which no client
  // could use: only a public one can stand for the resource.
  if (project?.protocol === "https:" && project.hostname.includes(".")) {
    return `${project.origin}/functions/v1/mcp`;
  }
  environment.problem(
    "MCP_RESOURCE_URL is missing: set it to the public URL of /mcp, since SUPABASE_URL is not a public address",
  );
  return "";
}

function readIssuer(environment: Environment): string {
  const hint = "copy it from Clerk's dashboard, API keys";
  const derived = environment.required("CLERK_PUBLISHABLE_KEY", issuerOfPublishableKey, hint);
  return environment.optional("CLERK_ISSUER", parsePublicUrl) ?? derived ?? "";
}

/** Parses an absolute http or https URL; throws the sentence that follows the variable's name. */
export function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new Error("must be an http(s) URL");
  }
  return url;
}

/**
 * Parses a URL that other parties compare as a string (RFC 9728 §3.3, RFC 8414 §3.3) and returns it
 * unchanged: https unless on loopback, already in the form every URL parser gives back, without
 * trailing slash, query, fragment or credentials.
 */
export function parsePublicUrl(text: string): string {
  const url = parseUrl(text);
  if (url.protocol !== "https:" && !isLoopback(url.hostname)) throw new Error("must be https");
  // Looked for in the text: a URL parser drops an empty query or fragment.
  if (/[?#@]/.test(text)) throw new Error("must have no query, fragment or credentials");
  if (text.endsWith("/")) throw new Error("must not end with a slash");
  if (url.href.replace(/\/$/, "") !== text) {
    throw new Error(`must be written in its normal form, ${url.href.replace(/\/$/, "")}`);
  }
  return text;
}

/** Whether only this machine can be meant. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

/** Parses one of a few words. */
export function oneOf<Value extends string>(...values: Value[]): (text: string) => Value {
  return (text) => {
    const value = values.find((candidate) => candidate === text);
    if (value === undefined) {
      const [last, ...others] = values.toReversed();
      throw new Error(`must be ${others.toReversed().join(", ")} or ${last}`);
    }
    return value;
  };
}
