// Reads Supabase's secret key, which bypasses row level security, from the variables that Supabase sets.

import type { Environment } from "../_shared/environment.ts";

/**
 * Reads the first variable that holds a key: `SUPABASE_SECRET_KEYS` (a JSON object of keys by name),
 * `SUPABASE_SECRET_KEY`, or the legacy `SUPABASE_SERVICE_ROLE_KEY`. `MCP_SECRET_KEY_NAME` selects one of several named
 * keys; default: the key named `default`, otherwise the first one. A malformed variable is reported, not skipped.
 */
export function readSecretKey(environment: Environment): string {
  if (environment.has("SUPABASE_SECRET_KEYS")) {
    const name = environment.optional("MCP_SECRET_KEY_NAME", String);
    const key = environment.optional("SUPABASE_SECRET_KEYS", (text) => parseKeys(text, name));
    if (key !== NO_KEYS) return key ?? "";
  }
  if (environment.has("SUPABASE_SECRET_KEY")) {
    return environment.optional("SUPABASE_SECRET_KEY", parseKey) ?? "";
  }
  const hint = "Supabase sets this variable or SUPABASE_SECRET_KEYS";
  return environment.required("SUPABASE_SERVICE_ROLE_KEY", parseKey, hint) ?? "";
}

/** `SUPABASE_SECRET_KEYS` of a project without secret keys: an empty JSON object. */
const NO_KEYS = null;

function parseKeys(text: string, name: string | undefined): string | typeof NO_KEYS {
  const keys = parseObject(text);
  if (keys && Object.keys(keys).length === 0) return NO_KEYS;
  if (keys && name !== undefined && !Object.hasOwn(keys, name)) {
    throw new Error("has no key with the name in MCP_SECRET_KEY_NAME; correct that name");
  }
  const key = keys?.[name ?? "default"] ?? Object.values(keys ?? {})[0];
  if (typeof key !== "string") throw new Error('must be JSON such as {"default":"sb_secret_…"}');
  return parseKey(key);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

// Checked at boot: a publishable key or an invalid header value would fail only at the first query.
function parseKey(text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text) || text.startsWith("sb_publishable_")) {
    throw new Error("must hold a secret key (sb_secret_…) or a service_role key");
  }
  return text;
}
