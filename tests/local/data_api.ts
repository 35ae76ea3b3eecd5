// Serves the Data API (/rest/v1) of an open database with @supabase/lite.

import { App } from "@supabase/lite";
import type { Sql } from "./sql.ts";
import { keepingPrivileges } from "./privileges.ts";

/** The keys of every local stack, in the format of a hosted project. They are public and protect nothing. */
export const SECRET_KEY = "sb_secret_local_stack_0000000000000000";
export const PUBLISHABLE_KEY = "sb_publishable_local_stack_000000";
/** The same keys in the legacy format: JWTs that name a role. */
export const LEGACY_SERVICE_KEY = legacyKey("service_role");
export const LEGACY_ANON_KEY = legacyKey("anon");

type Connection = Awaited<NonNullable<ConstructorParameters<typeof App>[0]>["connection"]>;

/** Answers requests whose path starts with `/rest/v1/`. */
export type DataApi = (request: Request) => Promise<Response>;

/**
 * Serves the migrated database behind `sql`.
 * @param connection lite's connection to the same database
 */
export async function createDataApi(connection: Connection, sql: Sql): Promise<DataApi> {
  await keepingPrivileges(sql, () => grantAsLiteDoes(connection));
  const app = new App({ connection, auth: { enabled: false }, options: { server: SERVER } });
  return async (request) => await app.fetch(request);
}

const ROLES = new Map([
  [SECRET_KEY, { type: "secret", claims: { role: "service_role" } } as const],
  [PUBLISHABLE_KEY, { type: "publishable", claims: { role: "anon" } } as const],
  [LEGACY_SERVICE_KEY, { type: "secret", claims: { role: "service_role" } } as const],
  [LEGACY_ANON_KEY, { type: "publishable", claims: { role: "anon" } } as const],
]);

/** The role of which the gateway makes a token for this key. */
export function roleOf(apiKey: string): string | undefined {
  return ROLES.get(apiKey)?.claims.role;
}

const SERVER = {
  // True would treat a request without a key as service_role.
  admin: false,
  disableStudio: true,
  disableFallback: true,
  apiKeys: { resolver: (key: string) => Promise.resolve(ROLES.get(key) ?? null) },
};

function legacyKey(role: string): string {
  const part = (claims: object) => btoa(JSON.stringify(claims)).replace(/=+$/, "");
  return `${part({ alg: "HS256", typ: "JWT" })}.${part({ iss: "supabase", role })}.not-signed`;
}

// lite grants privileges once per connection, at the first request with a role.
async function grantAsLiteDoes(connection: Connection): Promise<void> {
  await connection.withContext({ auth: { role: "service_role" } }, () => Promise.resolve());
}
