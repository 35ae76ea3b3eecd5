// The type of middleware around oidc-provider, which is a Koa application.
// @ts-types="@types/oidc-provider"
import type { KoaContextWithOIDC } from "oidc-provider";

/** Runs the next middleware. */
export type Next = () => Promise<void>;

/** One middleware. `ctx.oidc` exists only after the library has handled the request. */
export type Middleware = (ctx: KoaContextWithOIDC, next: Next) => Promise<void>;
