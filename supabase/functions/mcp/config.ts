// Configuration of function mcp: secrets and settings from environment variables.

import { documentationUrl } from "../_shared/protected_resource.ts";
import {
  oneOf,
  parsePublicUrl,
  parseUrl,
  type PublicConfig,
  readPublicConfig,
} from "../_shared/config.ts";
import { Environment, type Lookup } from "../_shared/environment.ts";
import {
  DEFAULT_PROJECT_BYTES,
  DEFAULT_QUOTA,
  MAX_INTEGER,
  type Quota,
} from "./artifacts/limits.ts";
import type { SignInMode } from "./client_policy.ts";
import { readSecretKey } from "./secret_key.ts";
import type { NameStyle } from "../_shared/tool_names.ts";

/** Far above real use, even by deep research. */
const DEFAULT_CALLS_PER_MINUTE = 300;

export interface Config extends PublicConfig {
  supabaseUrl: string;
  supabaseSecretKey: string;
  /** For opaque tokens. Absent = they are rejected. */
  clerkSecretKey: string | undefined;
  /** PEM of Clerk's signing key. Absent = keys are fetched from the issuer. */
  clerkJwtKey: string | undefined;
  clerkApiUrl: string;
  audience: "required" | "if-present";
  allowedOrigins: string[];
  signIn: SignInMode;
  toolNames: NameStyle | "auto";
  quota: Quota;
  /** Limit of disk space for all libraries together. */
  projectBytes: number;
  /** Rate limit of each user. */
  callsPerMinute: number;
  /** URL of an artifact for people; `{id}` stands for its id. */
  artifactUrl: string;
}

/**
 * Reads the whole environment, once, at boot.
 * @throws {EnvironmentError} naming every missing or malformed variable
 */
export function readConfig(lookup: Lookup): Config {
  const environment = new Environment(lookup);
  const publicConfig = readPublicConfig(environment);
  const config: Config = {
    ...publicConfig,
    ...readClerk(environment),
    supabaseUrl: environment.required("SUPABASE_URL", parseBase, "Supabase sets it") ?? "",
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

function readClerk(environment: Environment) {
  return {
    clerkSecretKey: environment.optional("CLERK_SECRET_KEY", parseClerkSecretKey),
    clerkJwtKey: environment.optional("CLERK_JWT_KEY", parsePem),
    clerkApiUrl: environment.optional("CLERK_API_URL", parsePublicUrl) ?? "https://api.clerk.com",
    audience: environment.optional("CLERK_AUDIENCE", oneOf("required", "if-present")) ?? "required",
  } as const;
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

function parseWhole(text: string, max: number): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= max) return count;
  throw new Error(`must be a whole number from 1 to ${max}`);
}

function parseArtifactUrl(text: string): string {
  const url = parseUrl(text.replaceAll("{id}", "id"));
  if (text.includes("{id}") && url.username === "" && url.password === "") return text;
  throw new Error("must be an http(s) URL in which {id} stands for an artifact's id");
}

// The default for MCP_ARTIFACT_URL: the documentation explains how to read the artifact.
function documentationAnchor(resource: string): string {
  return resource === "" ? "" : `${documentationUrl(resource)}#{id}`;
}

function parseClerkSecretKey(text: string): string {
  if (!/^sk_(test|live)_\S+$/.test(text)) throw new Error("must be a Clerk secret key (sk_…)");
  return text;
}

// The parts that all RSA keys with 2048 bits and exponent 65537 have in common (RFC 8017, A.1.1). Clerk's verifier
// would take any bytes between these parts as the modulus.
const RSA_2048 = /^MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA[A-Za-z0-9+/]{342}IDAQAB$/;

// Fail at boot: with a bad key, every token would be rejected later.
function parsePem(text: string): string {
  const pem = text.replaceAll("\\n", "\n"); // the form in one-line .env files
  const [, base64 = ""] =
    /^-----BEGIN PUBLIC KEY-----([\s\S]*)-----END PUBLIC KEY-----$/.exec(pem) ?? [];
  if (RSA_2048.test(base64.replace(/\s/g, ""))) return pem;
  throw new Error("must be Clerk's JWKS public key in PEM");
}

function parseOrigins(text: string): string[] {
  return text.split(",").map((entry) => entry.trim()).filter((entry) => entry !== "").map(
    (origin) => {
      if (URL.canParse(origin) && new URL(origin).origin === origin) return origin;
      throw new Error(
        `must be origins separated by commas, such as https://example.com; not "${origin}"`,
      );
    },
  );
}
