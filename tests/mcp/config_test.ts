// The environment of function mcp: the valid values of each variable, and how a wrong one is reported.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { type Config, readConfig } from "../../supabase/functions/mcp/config.ts";

const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PEM = publicKey.export({ type: "spki", format: "pem" }).toString();

const HOSTED: Record<string, string | undefined> = {
  SUPABASE_URL: "https://project.supabase.co",
  SUPABASE_SECRET_KEYS: '{"default":"sb_secret_hosted"}',
  CLERK_PUBLISHABLE_KEY: `pk_test_${btoa("clerk.example.com$")}`,
  CLERK_SECRET_KEY: "sk_test_abc",
};

function read(changes: Record<string, string | undefined> = {}): Config {
  return readConfig((name) => ({ ...HOSTED, ...changes })[name]);
}

Deno.test("a hosted project with Clerk's two keys needs nothing else", () => {
  assert.deepEqual(read(), {
    resource: "https://project.supabase.co/functions/v1/mcp",
    issuer: "https://clerk.example.com",
    offlineAccess: true,
    supabaseUrl: "https://project.supabase.co",
    supabaseSecretKey: "sb_secret_hosted",
    clerkSecretKey: "sk_test_abc",
    clerkJwtKey: undefined,
    clerkApiUrl: "https://api.clerk.com",
    clerkWebhookSecret: undefined,
    eraseAfterDays: 7,
    audience: "required",
    allowedOrigins: [],
    callsPerMinute: 300,
    signIn: "auto",
    toolNames: "auto",
    projectBytes: 419_430_400,
    quota: { artifacts: 10_000, bytes: 100 * 1024 * 1024 },
    artifactUrl: "https://project.supabase.co/functions/v1/well-known/documentation#{id}",
  });
});

Deno.test("an empty environment is reported in one error that names every missing variable", () => {
  assert.throws(() => readConfig(() => undefined), (error: Error) => {
    const named = error.message.split("\n").slice(1).map((line) => line.split(" is missing")[0]);
    assert.deepEqual(named, [
      "  - MCP_RESOURCE_URL",
      "  - CLERK_PUBLISHABLE_KEY",
      "  - SUPABASE_URL",
      "  - SUPABASE_SERVICE_ROLE_KEY",
    ]);
    return true;
  });
});

// Every variable with a value that it may not have; none of them may be quoted back.
const MARK = "Kx7qWz";
const WRONG: Record<string, string> = {
  SUPABASE_URL: `${MARK}:8000`,
  CLERK_WEBHOOK_SIGNING_SECRET: `whsec_${MARK}`,
  MCP_ERASE_AFTER_DAYS: `7${MARK}`,
  SUPABASE_SECRET_KEYS: `{"default":"${MARK}`,
  SUPABASE_SECRET_KEY: `sb_secret_ ${MARK}`,
  SUPABASE_SERVICE_ROLE_KEY: `sb_publishable_${MARK}`,
  CLERK_PUBLISHABLE_KEY: `sk_live_${MARK}`,
  CLERK_SECRET_KEY: `pk_live_${MARK}`,
  CLERK_JWT_KEY: `-----BEGIN PUBLIC KEY-----\n${MARK}\n-----END PUBLIC KEY-----`,
  CLERK_ISSUER: `https://operator:${MARK}@clerk.example.com`,
  CLERK_API_URL: `https://operator:${MARK}@api.clerk.com`,
  CLERK_AUDIENCE: MARK,
  MCP_RESOURCE_URL: `https://operator:${MARK}@example.com/mcp`,
  MCP_TOOL_NAMES: MARK,
  MCP_SIGN_IN: MARK,
  MCP_OFFLINE_ACCESS: MARK,
  MCP_QUOTA_ARTIFACTS: MARK,
  MCP_QUOTA_BYTES: `1${MARK}`,
  MCP_ARTIFACT_URL: `https://operator:${MARK}@example.com/{id}`,
};

for (const [name, value] of Object.entries(WRONG)) {
  Deno.test(`a malformed ${name} is named without its value`, () => {
    const others = name.startsWith("SUPABASE_SE") ? { SUPABASE_SECRET_KEYS: undefined } : {};
    assert.throws(() => read({ ...others, [name]: value }), (error: Error) => {
      assert.match(error.message, new RegExp(`^  - ${name} must `, "m"));
      assert.ok(!error.message.includes(MARK), error.message);
      return true;
    });
  });
}

Deno.test("all malformed variables are reported in one error, one line each", () => {
  // The three forms of the secret key replace each other: only the first one set is read.
  const { SUPABASE_SECRET_KEY: _1, SUPABASE_SERVICE_ROLE_KEY: _2, ...wrong } = WRONG;
  assert.throws(() => read({ ...wrong, MCP_ALLOWED_ORIGINS: "*" }), (error: Error) => {
    const named = error.message.split("\n").slice(1).map((line) => line.split(" ")[3]);
    assert.deepEqual(named.toSorted(), [...Object.keys(wrong), "MCP_ALLOWED_ORIGINS"].toSorted());
    return true;
  });
});

Deno.test("a variable with two uses is reported once", () => {
  assert.throws(() => read({ SUPABASE_URL: "nonsense" }), (error: Error) => {
    assert.equal(error.message.match(/SUPABASE_URL must be/g)?.length, 1, error.message);
    return true;
  });
});

Deno.test("the publishable key alone is enough: Clerk's other keys are optional", () => {
  const { clerkSecretKey, clerkJwtKey } = read({ CLERK_SECRET_KEY: undefined });
  assert.deepEqual([clerkSecretKey, clerkJwtKey], [undefined, undefined]);
});

Deno.test("Clerk's public key may replace the keys that its issuer publishes", () => {
  const config = read({ CLERK_SECRET_KEY: undefined, CLERK_JWT_KEY: PEM });
  assert.equal(config.clerkSecretKey, undefined);
  assert.equal(config.clerkJwtKey, PEM.trim());
});

Deno.test("SUPABASE_URL is used as a base, so slashes at its end are dropped", () => {
  assert.equal(
    read({ SUPABASE_URL: "https://project.supabase.co//" }).supabaseUrl,
    HOSTED.SUPABASE_URL,
  );
});

Deno.test("the local runtime's own network is a valid address of the database", () => {
  const local = {
    SUPABASE_URL: "http://kong:8000",
    MCP_RESOURCE_URL: "http://127.0.0.1:54321/mcp",
  };
  assert.equal(read(local).supabaseUrl, "http://kong:8000");
});
