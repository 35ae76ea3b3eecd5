// What a function finds in its environment on the local stack: the platform's variables and ours.

import type { RunningClerk } from "./clerk_host.ts";
import { PUBLISHABLE_KEY, SECRET_KEY } from "./data_api.ts";

/** Where MCP Inspector's page comes from, by either name of the loopback interface. */
const INSPECTOR_ORIGINS = "http://localhost:6274,http://127.0.0.1:6274";

/**
 * The variables of every function but for its name.
 * @param gateway origin of the gateway as functions reach it
 * @param resource public URL of `/mcp` (RFC 9728), as people type it into their client
 */
export function functionEnvironment(
  gateway: string,
  resource: string,
  clerk: RunningClerk,
): Record<string, string> {
  return {
    SUPABASE_URL: gateway,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: PUBLISHABLE_KEY }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: SECRET_KEY }),
    CLERK_PUBLISHABLE_KEY: clerk.publishableKey,
    CLERK_SECRET_KEY: clerk.secretKey,
    CLERK_ISSUER: clerk.issuer,
    CLERK_API_URL: clerk.apiUrl,
    MCP_RESOURCE_URL: resource,
    MCP_ALLOWED_ORIGINS: INSPECTOR_ORIGINS,
  };
}
