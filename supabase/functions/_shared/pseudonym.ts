// User pseudonyms for the log: stable, and reversible only with a server secret. The tool that finds a user's lines
// uses them too.

import { createHmac } from "node:crypto";

/** Separates this key from other uses of the secret. */
const LABEL = "artifacts: pseudonyms in the log, 1";
/** 64 bits. */
const HEX_LENGTH = 16;

/** @returns the pseudonym of a user id, computed once per object */
type PseudonymOf = (holder: { readonly userId: string }) => string;

/** @param secret a server secret: without it, a list of user ids does not resolve pseudonyms */
export function createPseudonyms(secret: string): PseudonymOf {
  const key = createHmac("sha256", secret).update(LABEL).digest();
  const known = new WeakMap<object, string>();
  return (holder) => {
    const pseudonym = known.get(holder) ??
      createHmac("sha256", key).update(holder.userId).digest("hex").slice(0, HEX_LENGTH);
    known.set(holder, pseudonym);
    return pseudonym;
  };
}
