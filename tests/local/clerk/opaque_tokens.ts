// The opaque access tokens (`oat_…`) an instance has issued and what became of them; knows no HTTP.
import { createHash } from "node:crypto";
import { type Access, newTokenId } from "./access_token.ts";

interface Issued {
  readonly id: string;
  readonly access: Access;
  revoked: boolean;
}

/**
 * A register beside the library's storage: that forgets what is revoked or expired, while Clerk's Backend API goes on
 * describing it.
 */
export class OpaqueTokens {
  readonly #issued = new Map<string, Issued>();
  readonly #ttl: number;

  /** @param ttl life of a token in seconds */
  constructor(ttl: number) {
    this.#ttl = ttl;
  }

  /** A new opaque token. Its id is not the token: neither passes for the other. */
  issue(access: Access): string {
    const token = newTokenId();
    const id = `oat_${createHash("sha256").update(token).digest("hex").slice(0, 32)}`;
    this.#issued.set(token, { id, access, revoked: false });
    return token;
  }

  /** RFC 7009 §2.1: a token is revoked only for the client it was issued to. */
  revoke(token: string, clientId: string): void {
    const issued = this.#issued.get(token);
    if (issued?.access.clientId === clientId) issued.revoked = true;
  }

  /** Revokes every token of a grant, as happens with its refresh token. */
  revokeGrant(grantId: string): void {
    for (const issued of this.#issued.values()) {
      if (issued.access.grantId === grantId) issued.revoked = true;
    }
  }

  /** Clerk's description of a token; undefined if this instance never issued it. */
  describe(token: string): Record<string, unknown> | undefined {
    const issued = this.#issued.get(token);
    return issued && describe(issued, this.#ttl);
  }
}

/** `expiration` counts seconds, the other times milliseconds, as the Backend API's reference has it. */
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
