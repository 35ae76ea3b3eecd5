// The settings of function mcp that have a default: what each may say instead, and what it may not.

import assert from "node:assert/strict";
import { type Config, readConfig } from "../../supabase/functions/mcp/config.ts";
import { WEBHOOK_SECRET } from "../local/function_environment.ts";

const HOSTED: Record<string, string | undefined> = {
  SUPABASE_URL: "https://project.supabase.co",
  SUPABASE_SECRET_KEYS: '{"default":"sb_secret_hosted"}',
  CLERK_PUBLISHABLE_KEY: `pk_test_${btoa("clerk.example.com$")}`,
  CLERK_SECRET_KEY: "sk_test_abc",
};

function read(changes: Record<string, string | undefined> = {}): Config {
  return readConfig((name) => ({ ...HOSTED, ...changes })[name]);
}

const CHOICES: [name: string, value: string, key: keyof Config, expected: unknown][] = [
  ["CLERK_AUDIENCE", "required", "audience", "required"],
  ["CLERK_AUDIENCE", "if-present", "audience", "if-present"],
  ["MCP_TOOL_NAMES", "dotted", "toolNames", "dotted"],
  ["MCP_TOOL_NAMES", "underscored", "toolNames", "underscored"],
  ["MCP_TOOL_NAMES", "auto", "toolNames", "auto"],
  ["MCP_SIGN_IN", "auto", "signIn", "auto"],
  ["MCP_SIGN_IN", "connect", "signIn", "connect"],
  ["MCP_SIGN_IN", "call", "signIn", "call"],
  ["CLERK_API_URL", "http://127.0.0.1:9001", "clerkApiUrl", "http://127.0.0.1:9001"],
  ["MCP_ALLOWED_ORIGINS", "https://a.example", "allowedOrigins", ["https://a.example"]],
  ["MCP_ALLOWED_ORIGINS", " http://localhost:6274 ,, https://b.example,", "allowedOrigins", [
    "http://localhost:6274",
    "https://b.example",
  ]],
  ["CLERK_WEBHOOK_SIGNING_SECRET", WEBHOOK_SECRET, "clerkWebhookSecret", WEBHOOK_SECRET],
  ["MCP_ERASE_AFTER_DAYS", "0", "eraseAfterDays", 0],
  ["MCP_ERASE_AFTER_DAYS", "3650", "eraseAfterDays", 3650],
  ["MCP_QUOTA_ARTIFACTS", "1", "quota", { artifacts: 1, bytes: 104_857_600 }],
  ["MCP_QUOTA_BYTES", "2147483647", "quota", { artifacts: 10_000, bytes: 2_147_483_647 }],
  ["MCP_ARTIFACT_URL", "https://a.example/{id}?view", "artifactUrl", "https://a.example/{id}?view"],
  ["MCP_ARTIFACT_URL", "http://127.0.0.1:3000/#{id}", "artifactUrl", "http://127.0.0.1:3000/#{id}"],
];
for (const [name, value, key, expected] of CHOICES) {
  Deno.test(`${name}=${value} is understood`, () => {
    assert.deepEqual(read({ [name]: value })[key], expected);
  });
}

for (const origin of ["*", "null", "example.com", "https://a.example/", "https://A.example"]) {
  Deno.test(`MCP_ALLOWED_ORIGINS=${origin} is refused: no browser sends that as its Origin`, () => {
    const origins = `https://b.example,${origin}`;
    assert.throws(
      () => read({ MCP_ALLOWED_ORIGINS: origins }),
      /MCP_ALLOWED_ORIGINS must be origins/,
    );
  });
}

for (const value of ["Required", "optional", "none", "true"]) {
  Deno.test(`CLERK_AUDIENCE=${value} is refused instead of meaning one of the two`, () => {
    assert.throws(() => read({ CLERK_AUDIENCE: value }), {
      problems: ["CLERK_AUDIENCE must be required or if-present"],
    });
  });
}

const LARGEST = {
  MCP_QUOTA_ARTIFACTS: 2_147_483_647,
  MCP_QUOTA_BYTES: Number.MAX_SAFE_INTEGER,
  MCP_PROJECT_BYTES: Number.MAX_SAFE_INTEGER,
};

for (const [name, max] of Object.entries(LARGEST)) {
  for (const value of ["0", "-1", "1.5", "1e3", "0x10", "1 000", "unlimited", `${max + 1}`]) {
    Deno.test(`${name}=${value} is refused: it is no number that a database can compare with`, () => {
      assert.throws(() => read({ [name]: value }), {
        problems: [`${name} must be a whole number from 1 to ${max}`],
      });
    });
  }
}

const NO_ADDRESS = [
  "https://a.example/",
  "https://a.example/{ID}",
  "a.example/{id}",
  "/{id}",
  "ftp://a.example/{id}",
  "javascript:alert('{id}')",
  "https://me@a.example/{id}",
];
for (const value of NO_ADDRESS) {
  Deno.test(`MCP_ARTIFACT_URL=${value} is refused: it is no address of an artifact`, () => {
    assert.throws(
      () => read({ MCP_ARTIFACT_URL: value }),
      /MCP_ARTIFACT_URL must be an http\(s\) URL/,
    );
  });
}

Deno.test("without an address of its own, an artifact has one in this server's documentation", () => {
  const { artifactUrl } = read({ MCP_RESOURCE_URL: "https://a.example/mcp" });
  assert.match(artifactUrl, /^https:\/\/a\.example\/.*#\{id\}$/);
  assert.ok(URL.canParse(artifactUrl.replace("{id}", "1")));
});
