// User pseudonyms for the log: stable, and reversible only with a server secret. `deno task log:user` uses them to
// find a user's lines.

import { createHmac } from "node:crypto";

/** Separates this key from other uses of the secret. */
const LABEL = "artifacts: pseudonyms in the log, 1";
/** 64 bits. */
const HEX_LENGTH = 16;

/** @returns the pseudonym of the holder's user id, computed once per object */
type PseudonymOf = (holder: { readonly userId: string }) => string;

/** @param secret a server secret: without the secret, user ids cannot be matched to pseudonyms */
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
