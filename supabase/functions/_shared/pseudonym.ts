// The name of a user in the log: stable, and reversible only with a secret of the server. Shared with the tool
// that finds a user's lines.

import { createHmac } from "node:crypto";

/** Keeps this key apart from every other use of the secret. */
const LABEL = "artifacts: pseudonyms in the log, 1";
/** 64 bits in hexadecimal. */
const LENGTH = 16;

/** @returns the pseudonym for the user id; computed once for each object */
export type PseudonymOf = (holder: { readonly userId: string }) => string;

/** @param secret of the server: without it, a list of user ids does not resolve a pseudonym */
export function createPseudonyms(secret: string): PseudonymOf {
  const key = createHmac("sha256", secret).update(LABEL).digest();
  const known = new WeakMap<object, string>();
  return (holder) => {
    const pseudonym = known.get(holder) ??
      createHmac("sha256", key).update(holder.userId).digest("hex").slice(0, LENGTH);
    known.set(holder, pseudonym);
    return pseudonym;
  };
}
