// Base62, the alphabet of Clerk's identifiers (`user_…`, `ins_…`, client ids).
import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * The low `length` base62 digits of a number given as bytes.
 *
 * @param bytes big-endian; at least 6 bits per digit, else the result is padded with zeros
 */
export function base62(bytes: Uint8Array, length: number): string {
  let rest = bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  let digits = "";
  for (; digits.length < length; rest /= 62n) digits = ALPHABET.charAt(Number(rest % 62n)) + digits;
  return digits;
}

/** `length` random base62 digits, unguessable. */
export function randomBase62(length: number): string {
  return base62(randomBytes(length), length);
}
