// Supabase's secret key, which bypasses row level security, in the three forms that Supabase provides.

import type { Environment } from "../_shared/environment.ts";

/**
 * Reads the first variable that is set: `SUPABASE_SECRET_KEYS` (JSON by name; `default`, else the first key),
 * `SUPABASE_SECRET_KEY`, or the legacy `SUPABASE_SERVICE_ROLE_KEY`. A malformed variable is a problem, not skipped.
 */
export function readSecretKey(environment: Environment): string {
  if (environment.has("SUPABASE_SECRET_KEYS")) {
    return environment.optional("SUPABASE_SECRET_KEYS", parseKeys) ?? "";
  }
  if (environment.has("SUPABASE_SECRET_KEY")) {
    return environment.optional("SUPABASE_SECRET_KEY", parseKey) ?? "";
  }
  const hint = "the platform sets it, or SUPABASE_SECRET_KEYS";
  return environment.required("SUPABASE_SERVICE_ROLE_KEY", parseKey, hint) ?? "";
}

function parseKeys(text: string): string {
  const keys = parseObject(text);
  const key = keys.default ?? Object.values(keys)[0];
  if (typeof key !== "string") throw new Error('must be JSON such as {"default":"sb_secret_…"}');
  return parseKey(key);
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

// The key is sent in a header. A publishable key would fail only at the first query.
function parseKey(text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text) || text.startsWith("sb_publishable_")) {
    throw new Error("must hold a secret key (sb_secret_…) or a service_role key");
  }
  return text;
}
