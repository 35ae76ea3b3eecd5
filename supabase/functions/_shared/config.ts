// The public configuration of both functions: the resource URL and the token issuer. Contains no secrets.

import type { Environment } from "./environment.ts";
import { isLoopback } from "./loopback.ts";
import { issuerOfPublishableKey } from "./publishable_key.ts";

/** The protected resource and its authorization server. */
export interface PublicConfig {
  /** The public URL of `/mcp`, byte for byte as users enter it in a client (RFC 9728 §2). */
  resource: string;
  /** Clerk's issuer identifier (RFC 8414 §2), no trailing slash. */
  issuer: string;
  /** Whether to advertise `offline_access` in addition to the tools' scopes. */
  offlineAccess: boolean;
}

/**
 * Reads `MCP_RESOURCE_URL`, `SUPABASE_URL`, `CLERK_PUBLISHABLE_KEY`, `CLERK_ISSUER` and `MCP_OFFLINE_ACCESS`.
 * `environment` collects the problems; call its `check()` before using the result.
 */
export function readPublicConfig(environment: Environment): PublicConfig {
  const offline = environment.optional("MCP_OFFLINE_ACCESS", oneOf("advertise", "omit"));
  return {
    resource: readResource(environment),
    issuer: readIssuer(environment),
    offlineAccess: offline !== "omit",
  };
}

/** Under Supabase's CLI: `url` = value of `SUPABASE_URL`, inside the CLI's network; `origin` = origin for clients. */
const CLI = { url: "http://kong:8000", origin: "http://127.0.0.1:54321" };

function readResource(environment: Environment): string {
  const project = environment.optional("SUPABASE_URL", parseUrl);
  const isHosted = project?.protocol === "https:" && project.hostname.includes(".") &&
    !isLoopback(project.hostname);
  if (environment.has("MCP_RESOURCE_URL")) {
    const resource = environment.optional("MCP_RESOURCE_URL", parsePublicUrl) ?? "";
    if (isHosted && resource !== "" && isLoopback(new URL(resource).hostname)) {
      environment.problem(
        "MCP_RESOURCE_URL is a loopback URL, but SUPABASE_URL is public: run " +
          "`npx supabase@3.1.0 secrets unset MCP_RESOURCE_URL`, or set MCP_RESOURCE_URL to the URL that users enter",
      );
    }
    return resource;
  }
  if (isHosted) return `${project.origin}/functions/v1/mcp`;
  // A self-hosted Supabase has the same SUPABASE_URL, but does not set SUPABASE_FUNCTION_SLUG.
  const isCli = project?.origin === CLI.url && environment.has("SUPABASE_FUNCTION_SLUG");
  if (isCli) return `${CLI.origin}/functions/v1/mcp`;
  environment.problem(
    "MCP_RESOURCE_URL is missing: set it to the public URL of /mcp, because SUPABASE_URL is not a public URL",
  );
  return "";
}

function readIssuer(environment: Environment): string {
  const hint = "copy it from Clerk's dashboard, API keys, to supabase/functions/.env";
  const derived = environment.required("CLERK_PUBLISHABLE_KEY", issuerOfPublishableKey, hint);
  return environment.optional("CLERK_ISSUER", parsePublicUrl) ?? derived ?? "";
}

/** Parses an absolute http or https URL. Error messages continue the variable's name: "NAME must be …". */
export function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new Error("must be an http(s) URL");
  }
  return url;
}

/**
 * Validates a URL that other parties compare as a string (RFC 9728 §3.3, RFC 8414 §3.3) and returns it unchanged.
 * Requires https (except on loopback) and normal form, without trailing slash, query, fragment or credentials.
 */
export function parsePublicUrl(text: string): string {
  const url = parseUrl(text);
  if (url.protocol !== "https:" && !isLoopback(url.hostname)) throw new Error("must be https");
  // Checks the text, not the parsed URL: parsers drop an empty query or fragment.
  if (/[?#@]/.test(text)) throw new Error("must have no query, fragment or credentials");
  if (text.endsWith("/")) throw new Error("must not end with a slash");
  if (url.href.replace(/\/$/, "") !== text) {
    throw new Error(`must be written in its normal form, ${url.href.replace(/\/$/, "")}`);
  }
  return text;
}

/** Returns a parser that accepts only one of `values`. */
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
