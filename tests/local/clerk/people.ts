// Who can sign in: any name is a person; knows neither pages nor tokens.
import { createHash } from "node:crypto";
import { base62 } from "./base62.ts";

/** The people offered as buttons on the sign-in page. */
export const PEOPLE = ["Alice", "Bob", "Carol"] as const;

/** The OpenID Connect claims of one person, under Clerk's scopes `profile` and `email`. */
export interface Person {
  readonly sub: string;
  readonly name: string;
  readonly preferred_username: string;
  readonly email: string;
  readonly email_verified: true;
  readonly [claim: string]: unknown;
}

/** One spelling per person: width, composition, surrounding space and letter case do not make another one. */
function canonical(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/gu, " ").toLowerCase();
}

/**
 * The Clerk user id of a name: `user_` and 27 base62 digits, the same after every restart.
 *
 * @throws TypeError for a name of nothing but white space
 */
export function userIdOf(name: string): string {
  const spelling = canonical(name);
  if (spelling === "") throw new TypeError("a person needs a name");
  return `user_${base62(createHash("sha256").update(spelling).digest(), 27)}`;
}

/** The person of this name; the name is kept as typed, the rest follows from {@link userIdOf}'s spelling. */
export function personOf(name: string): Person {
  const ascii = canonical(name).normalize("NFKD").replace(/\p{Mark}/gu, "");
  const username = ascii.replace(/[^a-z0-9]+/g, ".").replace(/^\.|\.$/g, "");
  const sub = userIdOf(name);
  const preferred_username = username === "" ? sub.toLowerCase() : username;
  return {
    sub,
    name: name.trim(),
    preferred_username,
    email: `${preferred_username}@example.com`,
    email_verified: true,
  };
}
