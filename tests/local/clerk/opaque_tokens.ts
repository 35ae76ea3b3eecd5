// The opaque access tokens (`oat_…`) that an instance has issued, and their status.
import { createHash } from "node:crypto";
import { type Access, newTokenId } from "./access_token.ts";

interface Issued {
  readonly id: string;
  readonly access: Access;
  revoked: boolean;
}

/**
 * Separate from the library's storage, which deletes revoked and expired tokens: Clerk's Backend API still describes
 * them.
 */
export class OpaqueTokens {
  readonly #issued = new Map<string, Issued>();
  readonly #ttl: number;

  /** @param ttl lifetime of a token in seconds */
  constructor(ttl: number) {
    this.#ttl = ttl;
  }

  /** Issues an opaque token. Its id is a different value that is not accepted as a token. */
  issue(access: Access): string {
    const token = newTokenId();
    const id = `oat_${createHash("sha256").update(token).digest("hex").slice(0, 32)}`;
    this.#issued.set(token, { id, access, revoked: false });
    return token;
  }

  /** RFC 7009 §2.1: only the client that a token was issued to can revoke it. */
  revoke(token: string, clientId: string): void {
    const issued = this.#issued.get(token);
    if (issued?.access.clientId === clientId) issued.revoked = true;
  }

  /** Revokes all tokens of a grant, as when its refresh token is revoked. */
  revokeGrant(grantId: string): void {
    for (const issued of this.#issued.values()) {
      if (issued.access.grantId === grantId) issued.revoked = true;
    }
  }

  /** Clerk's description of a token; undefined = not issued by this instance. */
  describe(token: string): Record<string, unknown> | undefined {
    const issued = this.#issued.get(token);
    return issued && describe(issued, this.#ttl);
  }
}

/** `expiration` is in seconds, the other times in milliseconds, as in the Backend API's reference. */
function describe({ id, access, revoked }: Issued, ttl: number): Record<string, unknown> {
  const expiration = access.iat + ttl;
  return {
    object: "clerk_idp_oauth_access_token",
    id,
    client_id: access.clientId,
    type: "oauth:access_token",
    subject: access.sub,
    scopes: access.scope.split(" ").filter((scope) => scope !== ""),
    revoked,
    revocation_reason: revoked ? "Revoked by the client" : null,
    expired: expiration <= Date.now() / 1000,
    expiration,
    created_at: access.iat * 1000,
    updated_at: access.iat * 1000,
    ...(access.aud && { aud: access.aud }),
  };
}
