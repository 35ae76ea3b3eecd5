// Configuration for Clerk: keys, the webhook secret, and whether a token must have an audience.

import { oneOf, parsePublicUrl } from "../_shared/config.ts";
import type { Environment } from "../_shared/environment.ts";

export interface ClerkConfig {
  /** Key of Clerk's Backend API, which verifies opaque tokens. Without the key, opaque tokens are rejected. */
  clerkSecretKey: string | undefined;
  /** Clerk's public signing key in PEM. Without it, the keys are fetched from the issuer. */
  clerkJwtKey: string | undefined;
  clerkApiUrl: string;
  /** Signing secret of the webhook endpoint in Clerk. Without it, this server accepts no webhooks. */
  clerkWebhookSecret: string | undefined;
  audience: "required" | "if-present";
}

/** Reports each malformed variable as a problem of `environment`. */
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
    throw new Error("must be the signing secret of the webhook endpoint in Clerk (whsec_…)");
  }
  return text;
}

// Base64 of an RSA public key with 2048 bits and exponent 65537 (structure: RFC 8017, A.1.1). Other keys must be
// refused here, because Clerk's verifier accepts any bytes as a modulus.
const RSA_2048 = /^MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA[A-Za-z0-9+/]{342}IDAQAB$/;

// Checked at boot: with a malformed key, every token would be rejected later.
function parsePem(text: string): string {
  const pem = text.replaceAll("\\n", "\n"); // one-line .env files write a line break as \n
  const [, base64 = ""] =
    /^-----BEGIN PUBLIC KEY-----([\s\S]*)-----END PUBLIC KEY-----$/.exec(pem) ?? [];
  if (RSA_2048.test(base64.replace(/\s/g, ""))) return pem;
  throw new Error("must be the JWKS public key from Clerk's dashboard, in PEM format");
}
