// Clerk's access tokens as the contestants get them: good ones, and those that must not pass.

import { generateKey, publicHalf, signRaw } from "../mcp/auth/raw_jwt.ts";
import { USERS } from "./rows.ts";

const KID = "ins_bench";
const HOUR_S = 3_600;

interface Tokens {
  /** The JWK Set (RFC 7517) that Clerk would publish. */
  jwks: string;
  /** @returns a good token of each user, and bad ones by what is wrong with them */
  mint(issuer: string, audience: string): Promise<{ good: string[]; bad: Record<string, string> }>;
}

/** Makes keys; tokens name an issuer that is known only when its stand-in listens. */
export async function createTokens(): Promise<Tokens> {
  const [own, other] = await Promise.all([generateKey(), generateKey()]);
  const header = { alg: "RS256", typ: "at+jwt", kid: KID };
  return {
    jwks: JSON.stringify({ keys: [publicHalf(own, KID)] }),
    async mint(issuer, audience) {
      const now = Math.floor(Date.now() / 1_000);
      const good = {
        ...{ iss: issuer, aud: audience, sub: USERS[0], client_id: "client0123456789" },
        ...{
          iat: now,
          nbf: now - 10,
          exp: now + HOUR_S,
          jti: "oat_bench",
          scope: "openid profile",
        },
      };
      const past = now - HOUR_S;
      const sign = (changes: object, key = own) =>
        signRaw(header, { ...good, ...changes }, key, "");
      return {
        good: await Promise.all(USERS.map((sub) => sign({ sub, jti: `oat_${sub}` }))),
        bad: {
          "other key": await sign({}, other),
          "expired": await sign({ iat: past - 60, nbf: past - 60, exp: past }),
          "other issuer": await sign({ iss: "https://other.clerk.accounts.dev" }),
          "other audience": await sign({ aud: "https://other.example.com/mcp" }),
        },
      };
    },
  };
}
