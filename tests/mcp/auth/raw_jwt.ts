// Signs JWTs that no authorization server would: any payload, header and algorithm an attacker may try; knows no Clerk.
import {
  base64url,
  CompactSign,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWSHeaderParameters,
} from "jose";

const utf8 = new TextEncoder();

/** A new private RSA-2048 key. */
export async function generateKey(): Promise<JWK> {
  return await exportJWK((await generateKeyPair("RS256", { extractable: true })).privateKey);
}

/** The public half of an RSA key, as a JWKS publishes it. */
export function publicHalf(key: JWK, kid: string): JWK {
  return { kty: "RSA", n: key.n ?? "", e: key.e ?? "", alg: "RS256", use: "sig", kid };
}

/**
 * A JWT in compact form. The header's `alg` decides how it is signed: `RS…` with the key, `HS256` with the shared
 * secret; with `none`, or a header that is no object, the signature stays empty.
 *
 * @param header any JSON value
 * @param payload any JSON value
 * @param key private RSA key
 * @param sharedSecret for the attack that takes a published PEM for an HMAC secret
 */
export async function signRaw(
  header: unknown,
  payload: unknown,
  key: JWK,
  sharedSecret: string,
): Promise<string> {
  const body = JSON.stringify(payload);
  if (!isSignable(header)) return `${encode(JSON.stringify(header))}.${encode(body)}.`;
  const signer = header.alg === "HS256"
    ? utf8.encode(sharedSecret)
    : await importJWK(key, header.alg);
  return await new CompactSign(utf8.encode(body)).setProtectedHeader(header).sign(signer);
}

function isSignable(header: unknown): header is JWSHeaderParameters & { alg: string } {
  return header instanceof Object && "alg" in header && /^(RS|HS)\d+$/.test(String(header.alg));
}

function encode(text: string): string {
  return base64url.encode(text);
}
