// Clerk's Backend API for token verification: the JWKS, and introspection of opaque tokens.
import { json } from "node:stream/consumers";
// @ts-types="@types/oidc-provider"
import type { KoaContextWithOIDC } from "oidc-provider";
import { SECRET_KEY } from "./api_keys.ts";
import type { SigningKey } from "./keys.ts";
import type { Middleware } from "./middleware.ts";
import type { OpaqueTokens } from "./opaque_tokens.ts";

const JWKS = "/v1/jwks";
const VERIFY = "/oauth_applications/access_tokens/verify";

/** Middleware for the two Backend API routes. */
export function backendApi(key: SigningKey, opaque: OpaqueTokens): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== JWKS && ctx.path !== VERIFY) return await next();
    if (!hasSecretKey(ctx)) return;
    if (ctx.path === JWKS) {
      answer(ctx, 200, { keys: [key.publicJwk] });
    } else {
      await verify(ctx, opaque);
    }
  };
}

/** Answers 401 unless the request has the instance's secret key. */
export function hasSecretKey(ctx: KoaContextWithOIDC): boolean {
  if (ctx.get("authorization") === `Bearer ${SECRET_KEY}`) return true;
  answer(ctx, 401, problem("clerk_key_invalid", "The provided Clerk Secret Key is invalid."));
  return false;
}

async function verify(ctx: KoaContextWithOIDC, opaque: OpaqueTokens): Promise<void> {
  const body = await json(ctx.req).catch(() => undefined);
  const token = body instanceof Object && "access_token" in body ? body.access_token : undefined;
  const description = typeof token === "string" ? opaque.describe(token) : undefined;
  if (description) answer(ctx, 200, description);
  else answer(ctx, 404, problem("resource_not_found", "The access token was not found."));
}

/** Clerk's SDK needs exactly `application/json`; Koa would add a charset. */
export function answer(ctx: KoaContextWithOIDC, status: number, body: unknown): void {
  ctx.status = status;
  ctx.set("Content-Type", "application/json");
  ctx.body = JSON.stringify(body);
}

/** Clerk's error object, also used by its Frontend API. */
export function problem(code: string, message: string): Record<string, unknown> {
  return { errors: [{ code, message, long_message: message }] };
}
