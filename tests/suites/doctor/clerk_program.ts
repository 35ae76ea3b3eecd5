// Runs `clerk:check` and `clerk:setup` as processes.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { startClerk } from "../../local/clerk/mod.ts";

const MAIN = fileURLToPath(
  new URL("../../../supabase/functions/_tools/clerk/main.ts", import.meta.url),
);
/** Between two answers, so that each prompt reads its own. */
const PAUSE_MS = 1_500;

export async function checkClerkProgram(t: Deno.TestContext): Promise<void> {
  const clerk = await startClerk({ audienceClaim: false, defaultScopes: "profile" });
  const env = { CLERK_SECRET_KEY: clerk.secretKey, CLERK_API_URL: clerk.apiUrl };
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", MAIN, ...args],
      env,
      stdin: "null",
    }).output();
    const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    assert.ok(!text.includes(clerk.secretKey), "the key is shown");
    return { code, text };
  };
  try {
    await t.step("clerk:check with wrong settings exits with 1", async () => {
      const { code, text } = await run("check");
      assert.equal(code, 1);
      assert.match(
        text,
        /^note +webhook for deleted users: CLERK_WEBHOOK_SIGNING_SECRET is not set$/m,
      );
    });
    await t.step("clerk:setup without a terminal requires --dry-run or --yes", async () => {
      const unattended = await run("setup");
      assert.equal(unattended.code, 2);
      assert.match(unattended.text, /needs a terminal\.[^]*--dry-run or --yes/);
      const dry = await run("setup", "--dry-run");
      assert.equal(dry.code, 1);
      assert.match(dry.text, /PATCH \{"aud_claim_enabled":true\}/);
    });
    await t.step("clerk:setup in a terminal: y sets, n leaves unchanged", async () => {
      const output = await runInTerminal(["n", "y"], env);
      assert.match(output, /Set default_scopes\? \[y\/N\] n[^]*unchanged/);
      assert.match(output, /Set aud_claim_enabled\? \[y\/N\] y[^]*set, and read back: on/);
      assert.equal((await run("check")).code, 1, "default_scopes is unchanged");
    });
    await t.step("clerk:setup --yes sets everything: clerk:check exits with 0", async () => {
      assert.equal((await run("setup", "--yes")).code, 0);
      assert.equal((await run("check")).code, 0);
    });
  } finally {
    await clerk.stop();
  }
  await t.step("clerk:check exits with 3 when Clerk does not answer", async () => {
    const gone = await run("check");
    assert.equal(gone.code, 3);
    assert.match(gone.text, /^No result: http:\/\/127\.0\.0\.1:\d+ does not answer/m);
  });
}

/** Runs `clerk:setup` in a terminal, by script(1). */
async function runInTerminal(
  answers: readonly string[],
  env: Record<string, string>,
): Promise<string> {
  const child = new Deno.Command("script", {
    args: ["-qec", `'${Deno.execPath()}' run -A '${MAIN}' setup`, "/dev/null"],
    env,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  for (const answer of answers) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    await writer.write(new TextEncoder().encode(`${answer}\n`));
  }
  const { stdout } = await child.output();
  await writer.close().catch(() => {});
  return new TextDecoder().decode(stdout);
}
