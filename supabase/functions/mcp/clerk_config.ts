// Configuration for Clerk: keys, and what is expected of its tokens and webhooks.

import { oneOf, parsePublicUrl } from "../_shared/config.ts";
import type { Environment } from "../_shared/environment.ts";

export interface ClerkConfig {
  /** For opaque tokens. Absent = they are rejected. */
  clerkSecretKey: string | undefined;
  /** PEM of Clerk's signing key. Absent = keys are fetched from the issuer. */
  clerkJwtKey: string | undefined;
  clerkApiUrl: string;
  /** Of the webhook's endpoint in Clerk. Absent = no webhooks. */
  clerkWebhookSecret: string | undefined;
  audience: "required" | "if-present";
}

/** Adds every missing or malformed variable to the environment's problems. */
export function readClerkConfig(environment: Environment): ClerkConfig {
  return {
    clerkSecretKey: environment.optional("CLERK_SECRET_KEY", parseClerkSecretKey),
    clerkJwtKey: environment.optional("CLERK_JWT_KEY", parsePem),
    clerkApiUrl: environment.optional("CLERK_API_URL", parsePublicUrl) ?? "https://api.clerk.com",
    audience: environment.optional("CLERK_AUDIENCE", oneOf("required", "if-present")) ?? "required",
    clerkWebhookSecret: environment.optional("CLERK_WEBHOOK_SIGNING_SECRET", parseWebhookSecret),
  };
}

function parseClerkSecretKey(text: string): string {
  if (!/^sk_(test|live)_\S+$/.test(text)) throw new Error("must be a Clerk secret key (sk_…)");
  return text;
}

function parseWebhookSecret(text: string): string {
  if (!/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(text)) {
    throw new Error("must be the signing secret of a webhook (whsec_…)");
  }
  return text;
}

// The parts that all RSA keys with 2048 bits and exponent 65537 have in common (RFC 8017, A.1.1). Clerk's verifier
// would take any bytes between these parts as the modulus.
const RSA_2048 = /^MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA[A-Za-z0-9+/]{342}IDAQAB$/;

// Fail at boot: with a bad key, every token would be rejected later.
function parsePem(text: string): string {
  const pem = text.replaceAll("\\n", "\n"); // the form in one-line .env files
  const [, base64 = ""] =
    /^-----BEGIN PUBLIC KEY-----([\s\S]*)-----END PUBLIC KEY-----$/.exec(pem) ?? [];
  if (RSA_2048.test(base64.replace(/\s/g, ""))) return pem;
  throw new Error("must be Clerk's JWKS public key in PEM");
}
