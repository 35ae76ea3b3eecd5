// Configuration of function mcp: secrets and settings from environment variables.

import { documentationUrl } from "../_shared/protected_resource.ts";
import { oneOf, parseUrl, type PublicConfig, readPublicConfig } from "../_shared/config.ts";
import { Environment, type Lookup } from "../_shared/environment.ts";
import {
  DEFAULT_PROJECT_BYTES,
  DEFAULT_QUOTA,
  MAX_INTEGER,
  type Quota,
} from "./artifacts/limits.ts";
import { type ClerkConfig, readClerkConfig } from "./clerk_config.ts";
import type { SignInMode } from "./client_policy.ts";
import { readSecretKey } from "./secret_key.ts";
import type { NameStyle } from "../_shared/tool_names.ts";

/** Days in which the operator can restore the data of a user who was deleted by mistake. */
const DEFAULT_ERASE_AFTER_DAYS = 7;
const MAX_ERASE_AFTER_DAYS = 3650;
/** Far above the calls of real clients, even during deep research. */
const DEFAULT_CALLS_PER_MINUTE = 300;

export interface Config extends PublicConfig, ClerkConfig {
  supabaseUrl: string;
  supabaseSecretKey: string;
  /** Days from a user's deletion in Clerk until the user's data is erased. */
  eraseAfterDays: number;
  allowedOrigins: string[];
  signIn: SignInMode;
  toolNames: NameStyle | "auto";
  quota: Quota;
  /** Limit of disk space for the artifacts of all users together. */
  projectBytes: number;
  /** Limit of calls for each user. */
  callsPerMinute: number;
  /** URL at which people open an artifact; `{id}` is replaced by the artifact's id. */
  artifactUrl: string;
}

/**
 * Reads all environment variables of this function; called once, at boot.
 * @throws {EnvironmentError} naming every missing or malformed variable
 */
export function readConfig(lookup: Lookup): Config {
  const environment = new Environment(lookup);
  const publicConfig = readPublicConfig(environment);
  const config: Config = {
    ...publicConfig,
    ...readClerkConfig(environment),
    eraseAfterDays: environment.optional("MCP_ERASE_AFTER_DAYS", parseDays) ??
      DEFAULT_ERASE_AFTER_DAYS,
    supabaseUrl: environment.required("SUPABASE_URL", parseBase, "Supabase sets this variable") ??
      "",
    supabaseSecretKey: readSecretKey(environment),
    allowedOrigins: environment.optional("MCP_ALLOWED_ORIGINS", parseOrigins) ?? [],
    signIn: environment.optional("MCP_SIGN_IN", oneOf("auto", "connect", "call")) ?? "auto",
    toolNames: environment.optional("MCP_TOOL_NAMES", oneOf("auto", "dotted", "underscored")) ??
      "auto",
    quota: {
      artifacts: environment.optional("MCP_QUOTA_ARTIFACTS", parseCount) ?? DEFAULT_QUOTA.artifacts,
      bytes: environment.optional("MCP_QUOTA_BYTES", parseBytes) ?? DEFAULT_QUOTA.bytes,
    },
    projectBytes: environment.optional("MCP_PROJECT_BYTES", parseBytes) ?? DEFAULT_PROJECT_BYTES,
    callsPerMinute: environment.optional("MCP_CALLS_PER_MINUTE", parseCount) ??
      DEFAULT_CALLS_PER_MINUTE,
    artifactUrl: environment.optional("MCP_ARTIFACT_URL", parseArtifactUrl) ??
      documentationAnchor(publicConfig.resource),
  };
  environment.check();
  return config;
}

function parseBase(text: string): string {
  return parseUrl(text).href.replace(/\/+$/, "");
}

function parseCount(text: string): number {
  return parseWhole(text, MAX_INTEGER);
}

function parseBytes(text: string): number {
  return parseWhole(text, Number.MAX_SAFE_INTEGER);
}

function parseDays(text: string): number {
  return parseWhole(text, MAX_ERASE_AFTER_DAYS, 0);
}

function parseWhole(text: string, max: number, min = 1): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= min && count <= max) return count;
  throw new Error(`must be a whole number from ${min} to ${max}`);
}

function parseArtifactUrl(text: string): string {
  const url = parseUrl(text.replaceAll("{id}", "id"));
  if (text.includes("{id}") && url.username === "" && url.password === "") return text;
  throw new Error("must be an http(s) URL that contains {id}, and neither user name nor password");
}

// The default of MCP_ARTIFACT_URL: a page of documentation that explains how to read an artifact.
function documentationAnchor(resource: string): string {
  return resource === "" ? "" : `${documentationUrl(resource)}#{id}`;
}

function parseOrigins(text: string): string[] {
  return text.split(",").map((entry) => entry.trim()).filter((entry) => entry !== "").map(
    (origin) => {
      if (URL.canParse(origin) && new URL(origin).origin === origin) return origin;
      throw new Error(
        `must be origins separated by commas, such as https://example.com; "${origin}" is not an origin`,
      );
    },
  );
}
