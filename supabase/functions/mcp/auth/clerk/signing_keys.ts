// Caches the authorization server's signing keys for 5 minutes, with at most one request at a time.

import { circuitBreaker } from "../../async/circuit_breaker.ts";
import { createTokenBucket } from "../../async/token_bucket.ts";

/** A public key as published in a JWK Set (RFC 7517). */
type SigningKey = JsonWebKey & { kid: string };

/** Finds the key with this id (`kid`). @throws when the keys cannot be loaded */
export type FindSigningKey = (kid: string) => Promise<SigningKey | undefined>;

/** A key stays valid for at most this time after the authorization server removed it. */
const MAX_AGE_MS = 5 * 60_000;
/**
 * Loads per second that unknown key ids may cause. The first is immediate, because a key can be newer than the last
 * load.
 */
const UNKNOWN_KID_RATE = 1 / 30;

/**
 * @param load fetches the JWK Set as parsed JSON; throws when it cannot
 * @param now milliseconds since the epoch
 */
export function createSigningKeys(
  load: () => Promise<unknown>,
  now: () => number = Date.now,
): FindSigningKey {
  let keys = new Map<string, SigningKey>();
  let loadedAt = -Infinity;
  let loading: Promise<void> | undefined;

  const reload = circuitBreaker(
    async () => {
      keys = new Map(parseJwks(await load()).map((key) => [key.kid, key]));
      loadedAt = now();
    },
    () => true,
    now,
  );

  const mayLoad = createTokenBucket(1, UNKNOWN_KID_RATE, now);

  return async (kid) => {
    const isOld = now() - loadedAt >= MAX_AGE_MS;
    if (isOld || (!keys.has(kid) && (loading !== undefined || mayLoad()))) {
      await (loading ??= reload().finally(() => loading = undefined));
    }
    return keys.get(kid);
  };
}

function parseJwks(jwks: unknown): SigningKey[] {
  const { keys } = (jwks ?? {}) as { keys?: unknown };
  const usable = Array.isArray(keys) ? keys.filter(isSigningKey) : [];
  // A response without keys is an error of the authorization server. It does not mean that all tokens are forged.
  if (usable.length === 0) throw new Error("The JWK Set contains no RSA signing key");
  return usable;
}

function isSigningKey(key: Partial<SigningKey> | null): key is SigningKey {
  return typeof key?.kid === "string" && key.kty === "RSA" && (key.use ?? "sig") === "sig" &&
    typeof key.n === "string" && typeof key.e === "string";
}
