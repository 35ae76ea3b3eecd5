// Clerk's access tokens as the contestants get them: good ones, and those that must not pass.

import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { USER } from "./rows.ts";

const KID = "ins_bench";
const HOUR_S = 3_600;

export interface Tokens {
  /** The JWK Set (RFC 7517) that Clerk would publish. */
  jwks: string;
  /** @returns a good token, or one of the bad ones by what is wrong with it */
  mint(issuer: string, audience: string): Promise<{ good: string; bad: Record<string, string> }>;
}

/** Makes keys; tokens name an issuer that is known only when its stand-in listens. */
export async function createTokens(): Promise<Tokens> {
  const [own, other] = await Promise.all([newKey(), newKey()]);
  const jwk = { ...await exportJWK(own.publicKey), kid: KID, alg: "RS256", use: "sig" };
  return {
    jwks: JSON.stringify({ keys: [jwk] }),
    async mint(issuer, audience) {
      const sign = (changes: object, key = own.privateKey) => {
        const now = Math.floor(Date.now() / 1_000);
        const times = { iat: now, nbf: now - 10, exp: now + HOUR_S };
        const claims = { client_id: "client0123456789", scope: "openid profile", jti: "oat_bench" };
        return new SignJWT({
          ...{ iss: issuer, aud: audience, sub: USER },
          ...times,
          ...claims,
          ...changes,
        })
          .setProtectedHeader({ alg: "RS256", typ: "at+jwt", kid: KID }).sign(key);
      };
      const past = Math.floor(Date.now() / 1_000) - HOUR_S;
      return {
        good: await sign({}),
        bad: {
          "other key": await sign({}, other.privateKey),
          "expired": await sign({ iat: past - 60, nbf: past - 60, exp: past }),
          "other issuer": await sign({ iss: "https://other.clerk.accounts.dev" }),
          "other audience": await sign({ aud: "https://other.example.com/mcp" }),
        },
      };
    },
  };
}

function newKey() {
  return generateKeyPair("RS256", { modulusLength: 2048, extractable: true });
}
