// The environment variables of functions on the local stack: the platform's and the project's.

import type { RunningClerk } from "./clerk_host.ts";
import { LEGACY_ANON_KEY, LEGACY_SERVICE_KEY, PUBLISHABLE_KEY, SECRET_KEY } from "./data_api.ts";
import type { HostedProject } from "./forwarded_request.ts";

/** Signs webhooks to the local stack. Public: for tests only. */
export const WEBHOOK_SECRET = `whsec_${btoa("thirty-two bytes for these tests")}`;

/** Origins of MCP Inspector's page on loopback. */
const INSPECTOR_ORIGINS = "http://localhost:6274,http://127.0.0.1:6274";

/** The gateway's URL for functions under the CLI; it resolves only inside Docker's network. */
export const KONG = "http://kong:8000";

/** The platform's variables, for a hosted project or under the CLI, except the function's name. */
export function platformVariables(hosted?: HostedProject): Record<string, string> {
  return {
    SUPABASE_URL: hosted ? `https://${hosted.host}` : KONG,
    SUPABASE_ANON_KEY: LEGACY_ANON_KEY,
    SUPABASE_SERVICE_ROLE_KEY: LEGACY_SERVICE_KEY,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: PUBLISHABLE_KEY }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: SECRET_KEY }),
    // Unreachable here: the functions use only the Data API.
    SUPABASE_DB_URL: "postgresql://postgres:postgres@db:5432/postgres",
    SUPABASE_JWKS: JSON.stringify({ keys: [] }),
    ...(hosted && { SB_REGION: "eu-central-1", DENO_DEPLOYMENT_ID: "project_function_1" }),
  };
}

/**
 * The variables that operators set.
 * @param resource public URL of `/mcp` (RFC 9728), as entered into clients; absent = derived from the platform
 */
export function projectVariables(clerk: RunningClerk, resource?: string): Record<string, string> {
  return {
    CLERK_PUBLISHABLE_KEY: clerk.publishableKey,
    CLERK_SECRET_KEY: clerk.secretKey,
    CLERK_ISSUER: clerk.issuer,
    CLERK_API_URL: clerk.apiUrl,
    CLERK_WEBHOOK_SIGNING_SECRET: WEBHOOK_SECRET,
    MCP_ALLOWED_ORIGINS: INSPECTOR_ORIGINS,
    ...(resource !== undefined && { MCP_RESOURCE_URL: resource }),
  };
}
