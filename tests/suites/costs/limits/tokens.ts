// Valid tokens of a chosen length, signed with the key of Clerk's stand-in.

import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import { loadSigningKey } from "../../../local/clerk/keys.ts";
import type { Caller } from "./caller.ts";

/** @returns the longest token of at most `length` characters, and the next longer one */
export async function tokensAround(
  { user: { token }, stage: { keyFile } }: Caller,
  length: number,
): Promise<[at: string, beyond: string]> {
  const { privateKey } = await loadSigningKey(keyFile);
  const { alg = "", ...header } = decodeProtectedHeader(token);
  const sign = (padding: number) =>
    new SignJWT({ ...decodeJwt(token), padding: "a".repeat(padding) })
      .setProtectedHeader({ ...header, alg })
      .sign(privateKey);
  // Base64 writes three bytes as four characters, so one byte more may be two characters more.
  let padding = Math.floor((length - (await sign(0)).length) * 3 / 4) - 2;
  for (let at = await sign(padding);;) {
    const beyond = await sign(++padding);
    if (beyond.length > length) return [at, beyond];
    at = beyond;
  }
}
