// A token that has ended, as only its issuer could sign it; knows no OAuth flow.

import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import { loadSigningKey } from "../../local/clerk/keys.ts";

const A_DAY_S = 86_400;

/**
 * The same token, two days older.
 * @param keyFile where the issuer keeps its signing key
 */
export async function aged(token: string, keyFile: string): Promise<string> {
  const { iat = 0, nbf = 0, exp = 0, ...claims } = decodeJwt(token);
  const [past, ended] = [iat - 2 * A_DAY_S, exp - 2 * A_DAY_S];
  const { alg = "", ...header } = decodeProtectedHeader(token);
  return await new SignJWT({ ...claims, iat: past, nbf: nbf - 2 * A_DAY_S, exp: ended })
    .setProtectedHeader({ ...header, alg })
    .sign((await loadSigningKey(keyFile)).privateKey);
}
