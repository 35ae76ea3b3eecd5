// Pseudonyms of users for the log. They are stable, and only a server secret can match them to user ids.
// `deno task log:user` prints a user's pseudonym, to find the user's log lines.

import { hexOf } from "./hex.ts";

/** The HMAC key is derived from the secret with this label, so that it differs from keys for other uses. */
const LABEL = "artifacts: pseudonyms in the log, 1";
/** Hexadecimal digits of a pseudonym: 64 bits. */
const HEX_LENGTH = 16;
const HMAC = { name: "HMAC", hash: "SHA-256" };

const encoder = new TextEncoder();

/** @returns the pseudonym of the holder's user id; computed once per holder object */
type PseudonymOf = (holder: { readonly userId: string }) => Promise<string>;

/** @param secret a server secret: without the secret, user ids cannot be matched to pseudonyms */
export function createPseudonyms(secret: string): PseudonymOf {
  const key = importKey(encoder.encode(secret)).then((key) => sign(key, LABEL)).then(importKey);
  const known = new WeakMap<object, Promise<string>>();
  const pseudonymFor = async (userId: string) =>
    hexOf(await sign(await key, userId)).slice(0, HEX_LENGTH);
  return (holder) => {
    const pseudonym = known.get(holder) ?? pseudonymFor(holder.userId);
    known.set(holder, pseudonym);
    return pseudonym;
  };
}

function importKey(bytes: BufferSource): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, HMAC, false, ["sign"]);
}

function sign(key: CryptoKey, text: string): Promise<ArrayBuffer> {
  return crypto.subtle.sign("HMAC", key, encoder.encode(text));
}
