// A Clerk for unit tests that mints tokens, good or hostile; knows neither the OAuth flow nor the code under test.
import { exportSPKI, importJWK, type JWK } from "jose";
import { type FakeClerkApi, SECRET_KEY, serveClerkApi } from "./fake_clerk_api.ts";
import { generateKey, publicHalf, signRaw } from "./raw_jwt.ts";

type Fields = Readonly<Record<string, unknown>>;

const SUBJECT = "user_0123456789ABCDEFGHIJKLMNOPQ";
const CLIENT_ID = "client0123456789";
const SCOPES = ["openid", "profile", "email", "offline_access"];

/** A running fake, and what a resource server is configured with. */
export interface FakeClerk extends FakeClerkApi {
  readonly issuer: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** PEM (SPKI) of the first key. */
  readonly jwtKey: string;
  /** Of the first key; a new one in every fake, as `@clerk/backend` caches keys by it for the whole process. */
  readonly kid: string;
  /** The `aud` of tokens that are minted without another. */
  readonly audience: string;
  /** A private key that is never published. */
  readonly foreignKey: JWK;
  /** A good JWT with changes; `undefined` leaves a default claim or header parameter out. */
  mint(claims?: Fields, header?: Fields, key?: JWK): Promise<string>;
  /** Any header and payload, objects or not, signed as {@link signRaw} describes; HS256 with `jwtKey`. */
  sign(header: unknown, payload: unknown, key?: JWK): Promise<string>;
  /** An opaque token; `overrides` change what the Backend API says of it. */
  mintOpaque(overrides?: Fields): string;
  /** From now on the Backend API says of this opaque token that it is revoked. */
  revoke(token: string): void;
  /** Publishes a new key and returns it, to sign with. */
  addKey(kid: string): Promise<JWK>;
  removeKey(kid: string): void;
}

/** Shared by the fakes of a test file, under a `kid` of each: making a key takes longer than most tests. */
let keys: Promise<[JWK, JWK]> | undefined;

/**
 * Starts a fake on a free port of 127.0.0.1.
 *
 * @param audience the resource its tokens are for
 */
export async function startFakeClerk(
  audience = "https://project.example.com/functions/v1/mcp",
): Promise<FakeClerk> {
  const [key, foreignKey] = await (keys ??= Promise.all([generateKey(), generateKey()]));
  const kid = `ins_${crypto.randomUUID()}`;
  const jwtKey = await pemOf(key);
  const published = new Map([[kid, publicHalf(key, kid)]]);
  const opaque = new Map<string, Fields>();
  const api = serveClerkApi(published, opaque);
  const issuer = api.apiUrl;
  const sign: FakeClerk["sign"] = (header, payload, signer = key) =>
    signRaw(header, payload, signer, jwtKey);
  return {
    ...api,
    issuer,
    publishableKey: `pk_test_${btoa(`${new URL(issuer).host}$`)}`,
    secretKey: SECRET_KEY,
    jwtKey,
    kid,
    audience,
    foreignKey,
    sign,
    mint: (claims, header, signer) =>
      sign(
        { alg: "RS256", kid, typ: "at+jwt", ...header },
        { ...goodClaims(issuer, audience), ...claims },
        signer,
      ),
    mintOpaque: (overrides) => {
      const token = `oat_${crypto.randomUUID()}`;
      opaque.set(token, { ...goodDescription(audience), ...overrides });
      return token;
    },
    revoke: (token) => void opaque.set(token, { ...opaque.get(token), revoked: true }),
    addKey: async (kid) => {
      const added = await generateKey();
      published.set(kid, publicHalf(added, kid));
      return added;
    },
    removeKey: (kid) => void published.delete(kid),
  };
}

async function pemOf(key: JWK): Promise<string> {
  const imported = await importJWK(publicHalf(key, ""), "RS256", { extractable: true });
  if (imported instanceof Uint8Array) throw new TypeError("not an RSA key");
  return await exportSPKI(imported);
}

function goodClaims(iss: string, aud: string): Fields {
  const iat = Math.floor(Date.now() / 1000);
  const times = { iat, nbf: iat - 10, exp: iat + 86_401 };
  const scope = SCOPES.join(" ");
  return { iss, aud, ...times, sub: SUBJECT, client_id: CLIENT_ID, scope, jti: "oat_0123456789" };
}

function goodDescription(audience: string): Fields {
  const now = Math.floor(Date.now() / 1000);
  return {
    object: "clerk_idp_oauth_access_token",
    id: `oat_${"0123456789abcdef".repeat(2)}`,
    client_id: CLIENT_ID,
    type: "oauth:access_token",
    subject: SUBJECT,
    scopes: SCOPES,
    revoked: false,
    revocation_reason: null,
    expired: false,
    expiration: now + 86_400,
    created_at: now * 1000,
    updated_at: now * 1000,
    aud: [audience],
  };
}

/** Runs a test with a fake for `audience`, and stops it. */
export async function withFakeClerk(
  audience: string,
  run: (clerk: FakeClerk) => Promise<void>,
): Promise<void> {
  const clerk = await startFakeClerk(audience);
  try {
    await run(clerk);
  } finally {
    await clerk.stop();
  }
}
