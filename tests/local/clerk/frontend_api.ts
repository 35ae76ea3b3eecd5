// Middleware for Clerk's Frontend API where oidc-provider differs and has no setting.
import { text } from "node:stream/consumers";
// @ts-types="@types/oidc-provider"
import type { KoaContextWithOIDC } from "oidc-provider";
import { problem } from "./backend_api.ts";
import { metadataOf } from "./metadata.ts";
import type { Middleware, Next } from "./middleware.ts";
import type { ClerkInstance } from "./options.ts";

/** CORS for clients in a browser (MCP Inspector): everything except the sign-in pages. */
export async function cors(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
  if (/^\/(oauth\/authorize|sign-in|consent)/.test(ctx.path)) return await next();
  ctx.set("Access-Control-Allow-Origin", "*");
  if (ctx.method !== "OPTIONS") return await next();
  ctx.set("Access-Control-Allow-Methods", "GET, POST");
  ctx.set("Access-Control-Allow-Headers", "authorization, content-type, mcp-protocol-version");
  ctx.status = 204;
}

/** Serves the metadata under both well-known names. */
export function metadata(clerk: ClerkInstance): Middleware {
  const names = ["oauth-authorization-server", "openid-configuration"];
  const paths = new Set(names.map((name) => `/.well-known/${name}`));
  return async (ctx, next) => {
    if (!paths.has(ctx.path) || ctx.method !== "GET") return await next();
    ctx.body = metadataOf(clerk);
  };
}

/**
 * Clerk answers 422 if registration is off; the library would answer 404. A registration without scopes gets the
 * instance's current default scopes, which the library cannot change after start; so the body is replaced.
 */
export function registration(clerk: ClerkInstance): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== "/oauth/register" || ctx.method !== "POST") return await next();
    if (clerk.dynamicRegistration) {
      const body = await text(ctx.req);
      Object.assign(ctx.req, { body: withDefaultScopes(body, clerk.defaultScopes) });
      return await next();
    }
    ctx.status = 422;
    ctx.body = problem("dynamic_client_registration_disabled", "Dynamic registration is disabled.");
  };
}

function withDefaultScopes(body: string, scope: string): unknown {
  try {
    const metadata = JSON.parse(body);
    return metadata instanceof Object && !("scope" in metadata) ? { ...metadata, scope } : metadata;
  } catch {
    return body; // The library rejects it.
  }
}

/** The library's default name. */
const SESSION_COOKIE = "_session";

/**
 * Starts each authorization without a session: with an existing one, signing in as another user would show the
 * library's log-out page. `prompt=consent` is required by the library for `offline_access` (OpenID Connect Core §11),
 * but not by Clerk.
 */
export async function freshAuthorization(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
  if (ctx.path === "/oauth/authorize" && ctx.query.prompt !== "none") {
    delete ctx.req.headers.cookie;
    ctx.cookies.set(SESSION_COOKIE, null);
    ctx.query = { ...ctx.query, prompt: "login consent" };
  }
  await next();
}
