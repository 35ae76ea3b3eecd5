// The file with the functions' variables: what task deploy rejects before it changes anything.

import assert from "node:assert/strict";
import { checkEnvFile, problemsIn } from "../../../supabase/functions/_tools/deploy/env_file.ts";

const REF = "abcdefghijklmnopqrst";
const KEY = `CLERK_PUBLISHABLE_KEY=pk_test_${btoa("clerk.example.com$")}`;
const EXAMPLE = await Deno.readTextFile(
  new URL("../../../supabase/functions/.env.example", import.meta.url),
);

Deno.test("an unchanged copy of .env.example lacks the publishable key only, and its line is named", () => {
  const line = EXAMPLE.split("\n").indexOf("CLERK_PUBLISHABLE_KEY=") + 1;
  assert.ok(line > 0);
  assert.deepEqual(problemsIn(EXAMPLE, REF), [
    `  line ${line}: CLERK_PUBLISHABLE_KEY is missing: copy it from Clerk's dashboard, API keys, ` +
    "to supabase/functions/.env",
  ]);
});

Deno.test("a copy with the publishable key has no problem", () => {
  assert.deepEqual(problemsIn(EXAMPLE.replace("CLERK_PUBLISHABLE_KEY=", KEY), REF), []);
});

const PROBLEMS: Record<string, string> = {
  "CLERK_SECRET_KEY=sk_test_...": "line 2: CLERK_SECRET_KEY is a placeholder",
  'CLERK_JWT_KEY="-----BEGIN PUBLIC KEY-----\\n...\\n-----END PUBLIC KEY-----"':
    "line 2: CLERK_JWT_KEY is a placeholder",
  "MCP_RESOURCE_URL=http://127.0.0.1:54321/functions/v1/mcp":
    "line 2: MCP_RESOURCE_URL is a loopback URL",
  "export CLERK_ISSUER=http://localhost:9000": "line 2: CLERK_ISSUER is a loopback URL",
  "CLERK_API_URL = http://[::1]:9000": "line 2: CLERK_API_URL is a loopback URL",
  "MCP_SIGN_IN=never": "line 2: MCP_SIGN_IN must be auto, connect or call",
};
for (const [line, problem] of Object.entries(PROBLEMS)) {
  Deno.test(`${line} is rejected once, with its line and without its value`, () => {
    const [only = "", ...more] = problemsIn(`${KEY}\n${line}\n`, REF);
    assert.ok(only.startsWith(`  ${problem}`), only);
    assert.deepEqual(more, []);
    assert.ok(!only.includes(line.split("=")[1] ?? ""), only);
  });
}

Deno.test("pages on loopback may call the server, and SUPABASE_ variables are not sent", () => {
  const text = `${KEY}\nMCP_ALLOWED_ORIGINS=http://localhost:6274\nSUPABASE_URL=http://kong:8000\n`;
  assert.deepEqual(problemsIn(text, REF), []);
});

Deno.test("checkEnvFile() names the file to copy, or the lines to change", async () => {
  const root = await Deno.makeTempDir();
  try {
    await assert.rejects(
      checkEnvFile(root, REF),
      /^Error: supabase\/functions\/\.env is missing\. Copy /,
    );
    await Deno.mkdir(`${root}/supabase/functions`, { recursive: true });
    const file = `${root}/supabase/functions/.env`;
    await Deno.writeTextFile(file, EXAMPLE);
    await assert.rejects(
      checkEnvFile(root, REF),
      /^Error: Nothing was changed\. Edit .*\n {2}line \d+: /,
    );
    await Deno.writeTextFile(file, KEY);
    await checkEnvFile(root, REF);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
