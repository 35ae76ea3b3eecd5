// The shape of a step in front of or around oidc-provider, which is a Koa application.
// @ts-types="@types/oidc-provider"
import type { KoaContextWithOIDC } from "oidc-provider";

/** Runs what comes after it. */
export type Next = () => Promise<void>;

/** One step. `ctx.oidc` exists only once the library has taken the request. */
export type Middleware = (ctx: KoaContextWithOIDC, next: Next) => Promise<void>;
