// Where oidc-provider's answers differ from those of Clerk's Frontend API and no setting helps; knows no tokens.
import { text } from "node:stream/consumers";
// @ts-types="@types/oidc-provider"
import type { KoaContextWithOIDC } from "oidc-provider";
import { problem } from "./backend_api.ts";
import { metadataOf } from "./metadata.ts";
import type { Middleware, Next } from "./middleware.ts";
import type { ClerkInstance } from "./options.ts";

/** Clients that run in a browser (MCP Inspector) may call everything but the pages a person sees. */
export async function cors(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
  if (/^\/(oauth\/authorize|sign-in|consent)/.test(ctx.path)) return await next();
  ctx.set("Access-Control-Allow-Origin", "*");
  if (ctx.method !== "OPTIONS") return await next();
  ctx.set("Access-Control-Allow-Methods", "GET, POST");
  ctx.set("Access-Control-Allow-Headers", "authorization, content-type, mcp-protocol-version");
  ctx.status = 204;
}

/** Serves the metadata under both of its well-known names. */
export function metadata(clerk: ClerkInstance): Middleware {
  const names = ["oauth-authorization-server", "openid-configuration"];
  const paths = new Set(names.map((name) => `/.well-known/${name}`));
  return async (ctx, next) => {
    if (!paths.has(ctx.path) || ctx.method !== "GET") return await next();
    ctx.body = metadataOf(clerk);
  };
}

/**
 * Clerk answers 422 where registration is off; the library would say 404. Who names no scopes gets the instance's
 * own, which the library knows only from its start; it takes a body that has been parsed already.
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
    return body; // The library refuses it.
  }
}

/** The library's name for it, by default. */
const SESSION_COOKIE = "_session";

/**
 * Each authorization starts from nobody: with a session left in the browser, signing in as another person would lead
 * through the library's log-out page. Asking for consent is what the library demands before it grants
 * `offline_access` (OpenID Connect Core §11); Clerk does not.
 */
export async function freshAuthorization(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
  if (ctx.path === "/oauth/authorize" && ctx.query.prompt !== "none") {
    delete ctx.req.headers.cookie;
    ctx.cookies.set(SESSION_COOKIE, null);
    ctx.query = { ...ctx.query, prompt: "login consent" };
  }
  await next();
}
