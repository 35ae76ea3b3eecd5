// The users of the stand-in: any name is a user.
import { createHash } from "node:crypto";
import { base62 } from "./base62.ts";

/** Names with a button on the sign-in page. */
export const PEOPLE = ["Alice", "Bob", "Carol"] as const;

/** The OpenID Connect claims of one user, for Clerk's scopes `profile` and `email`. */
export interface Person {
  readonly sub: string;
  readonly name: string;
  readonly preferred_username: string;
  readonly email: string;
  readonly email_verified: true;
  readonly [claim: string]: unknown;
}

/** Normalizes a name: width, composition, surrounding spaces and letter case do not matter. */
function canonical(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/gu, " ").toLowerCase();
}

/**
 * The Clerk user id of a name: `user_` and 27 base62 digits, stable across restarts.
 *
 * @throws TypeError if the name is blank
 */
export function userIdOf(name: string): string {
  const spelling = canonical(name);
  if (spelling === "") throw new TypeError("a user needs a name");
  return `user_${base62(createHash("sha256").update(spelling).digest(), 27)}`;
}

/** The user with this name. The name stays as typed; other claims derive from its normalized form. */
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
