// The instance's RS256 signing key, new or from a file.
import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { calculateJwkThumbprint, exportJWK, exportSPKI, generateKeyPair, importJWK } from "jose";
import type { CryptoKey, JWK } from "jose";
import { base62 } from "./base62.ts";

/** One RSA-2048 key in all required formats. */
export interface SigningKey {
  readonly kid: string;
  /** For signing with jose. */
  readonly privateKey: CryptoKey;
  /** For oidc-provider's key store. */
  readonly privateJwk: JWK;
  /** For the JWKS. */
  readonly publicJwk: JWK;
  /** Clerk's "JWKS Public Key": PEM, SPKI. */
  readonly pem: string;
}

/**
 * Reads the key from `keyFile`, or creates a key and stores it there (readable only by the owner).
 *
 * @throws SyntaxError or jose's error if the file is not a private RSA JWK
 */
export async function loadSigningKey(keyFile?: string): Promise<SigningKey> {
  const kept = keyFile === undefined ? undefined : await readKey(keyFile);
  if (kept !== undefined) return await signingKeyOf(kept);
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = await exportJWK(privateKey);
  if (keyFile !== undefined) await writeKey(keyFile, jwk);
  return await signingKeyOf(jwk);
}

async function readKey(file: string): Promise<JWK | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(file));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function writeKey(file: string, jwk: JWK): Promise<void> {
  await Deno.mkdir(dirname(file), { recursive: true });
  await Deno.writeTextFile(file, JSON.stringify(jwk), { mode: 0o600 });
}

async function signingKeyOf(jwk: JWK): Promise<SigningKey> {
  const { kty, n, e } = jwk;
  if (kty !== "RSA" || n === undefined || e === undefined) throw new TypeError("not an RSA key");
  const kid = await keyId(jwk);
  const published = { alg: "RS256", use: "sig", kid };
  const publicJwk: JWK = { kty, n, e, ...published };
  return {
    kid,
    privateKey: await asCryptoKey(jwk),
    privateJwk: { ...jwk, ...published },
    publicJwk,
    pem: await exportSPKI(await asCryptoKey(publicJwk)),
  };
}

/** Clerk's key ids have the form `ins_…`. Derived from the key (RFC 7638), so that a stored key keeps its id. */
async function keyId(jwk: JWK): Promise<string> {
  const thumbprint = await calculateJwkThumbprint(jwk);
  return `ins_${base62(createHash("sha256").update(thumbprint).digest(), 27)}`;
}

async function asCryptoKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, "RS256", { extractable: true });
  if (key instanceof Uint8Array) throw new TypeError("not an asymmetric key");
  return key;
}
