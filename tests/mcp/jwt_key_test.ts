// CLERK_JWT_KEY: only the one form of key that Clerk's verifier can read passes, because any other
// would boot well and then refuse every token.

import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { readConfig } from "../../supabase/functions/mcp/config.ts";

const OTHERS: Record<string, string> = {
  SUPABASE_URL: "https://project.supabase.co",
  SUPABASE_SECRET_KEY: "sb_secret_test",
  CLERK_PUBLISHABLE_KEY: `pk_test_${btoa("clerk.example.com$")}`,
};

function read(pem: string): string | undefined {
  return readConfig((name) => ({ ...OTHERS, CLERK_JWT_KEY: pem })[name]).clerkJwtKey;
}

function pemOf(key: KeyObject, type: "spki" | "pkcs1" | "pkcs8"): string {
  return key.export({ type, format: "pem" } as { type: "spki"; format: "pem" }).toString().trim();
}

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" });
const PEM = pemOf(rsa.publicKey, "spki");

Deno.test("the public key is taken with its line breaks", () => {
  assert.equal(read(`\n${PEM}\n`), PEM);
});

Deno.test("the public key is taken in one line with \\n, as .env files write it", () => {
  assert.equal(read(PEM.replaceAll("\n", "\\n")), PEM);
});

const REFUSED: Record<string, string> = {
  "something else": "not a key",
  "an empty key": "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
  "a key cut short": PEM.replace(/\n.{64}\n/, "\n"),
  "a key that lacks a character": PEM.split("\n").with(2, "A".repeat(63)).join("\n"),
  "a key of another length": pemOf(
    generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey,
    "spki",
  ),
  "an elliptic key": pemOf(elliptic.publicKey, "spki"),
  "a private key": pemOf(rsa.privateKey, "pkcs8"),
  "a PKCS #1 key": pemOf(rsa.publicKey, "pkcs1"),
};
for (const [what, pem] of Object.entries(REFUSED)) {
  Deno.test(`${what} is refused as CLERK_JWT_KEY`, () => {
    assert.throws(() => read(pem), {
      problems: ["CLERK_JWT_KEY must be the JWKS public key from Clerk's dashboard, in PEM format"],
    });
  });
}
