// Replaces oidc-provider's access tokens with Clerk's, and revokes them.
import { accessOf, signAccessToken } from "./access_token.ts";
import type { SigningKey } from "./keys.ts";
import type { Middleware } from "./middleware.ts";
import type { OpaqueTokens } from "./opaque_tokens.ts";
import type { ClerkInstance } from "./options.ts";

/** Clerk's token response: a JWT or opaque token, and `token_type` in lower case. */
export function tokenResponse(
  clerk: ClerkInstance,
  key: SigningKey,
  opaque: OpaqueTokens,
): Middleware {
  return async (ctx, next) => {
    await next();
    if (ctx.path !== "/oauth/token" || ctx.status !== 200) return;
    const issued = ctx.oidc.entities.AccessToken;
    if (!issued) return;
    const access = accessOf(clerk, issued);
    const access_token = clerk.accessTokens === "jwt"
      ? await signAccessToken(clerk, access, key)
      : opaque.issue(access);
    const expires_in = clerk.announcedTtl;
    ctx.body = { ...Object(ctx.body), access_token, token_type: "bearer", expires_in };
  };
}

/** Runs after the library authenticated the client and answered 200, as RFC 7009 requires for unknown tokens. */
export function revocation(opaque: OpaqueTokens): Middleware {
  return async (ctx, next) => {
    await next();
    if (ctx.path !== "/oauth/token/revoke" || ctx.status !== 200) return;
    opaque.revoke(String(ctx.oidc.params?.token), ctx.oidc.client?.clientId ?? "");
  };
}
