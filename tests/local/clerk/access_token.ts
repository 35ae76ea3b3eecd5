// The claims of Clerk's access tokens, and their JWT form.
// @ts-types="@types/oidc-provider"
import type { AccessToken } from "oidc-provider";
import { SignJWT } from "jose";
import { randomBase62 } from "./base62.ts";
import type { SigningKey } from "./keys.ts";
import type { ClerkInstance } from "./options.ts";

/** What one token grants: user, client, scope, audience. */
export interface Access {
  readonly sub: string;
  readonly clientId: string;
  readonly grantId: string;
  readonly scope: string;
  /** The requested `resource` (RFC 8707); undefined = no `aud` at all. */
  readonly aud: readonly string[] | undefined;
  /** Unix time in seconds. */
  readonly iat: number;
}

/**
 * Reads the library's access token when it is issued. Clerk sets an audience only if `aud_claim_enabled` is on.
 */
export function accessOf(clerk: ClerkInstance, token: AccessToken): Access {
  return {
    sub: token.accountId,
    clientId: token.clientId ?? "",
    grantId: token.grantId,
    scope: token.scope ?? "",
    aud: clerk.audienceClaim && token.aud !== undefined ? [token.aud].flat() : undefined,
    // `token.iat` is typed, but set only after the token is read from storage.
    iat: Math.floor(Date.now() / 1000),
  };
}

/** A new token id in Clerk's format. Unguessable: opaque tokens are such ids. */
export function newTokenId(): string {
  return `oat_${randomBase62(32)}`;
}

/**
 * A JWT access token: RS256, `typ: at+jwt` (RFC 9068), the key's `ins_…` id. Clerk sets `nbf` ten seconds back and
 * lets a token live one second longer than `expires_in` says.
 */
export function signAccessToken(
  clerk: ClerkInstance,
  access: Access,
  key: SigningKey,
): Promise<string> {
  const claims = {
    ...(access.aud && { aud: [...access.aud] }),
    client_id: access.clientId,
    exp: access.iat + clerk.accessTokenTtl + 1,
    iat: access.iat,
    iss: clerk.issuer,
    jti: newTokenId(),
    nbf: access.iat - 10,
    scope: access.scope,
    sub: access.sub,
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: key.kid, typ: "at+jwt" })
    .sign(key.privateKey);
}
