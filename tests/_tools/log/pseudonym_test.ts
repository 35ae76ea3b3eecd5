// `task log:user` prints the same pseudonym as the log.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { createPseudonyms } from "../../../supabase/functions/_shared/pseudonym.ts";

const MAIN = fileURLToPath(
  new URL("../../../supabase/functions/_tools/log/main.ts", import.meta.url),
);
const ALICE = "user_2abcdefghijklmnopqrstuvwxyz";

async function run(args: string[], env: Record<string, string>) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-env", "--allow-read", MAIN, ...args],
    env: { NO_COLOR: "1", CLERK_SECRET_KEY: "", SUPABASE_SECRET_KEY: "", ...env },
  }).output();
  const read = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: read(stdout), said: read(stderr) };
}

Deno.test("log:user prints a user's pseudonym, from Clerk's key before Supabase's", async () => {
  const expected = `${await createPseudonyms("sk_test_a")({ userId: ALICE })}\n`;
  const keys = { CLERK_SECRET_KEY: "sk_test_a", SUPABASE_SECRET_KEY: "sb_secret_b" };
  assert.deepEqual(await run([ALICE], keys), {
    ...{ code: 0, out: expected, said: "Pseudonym, computed with CLERK_SECRET_KEY:\n" },
  });
  const { out, said } = await run([ALICE], { SUPABASE_SECRET_KEY: "sb_secret_b" });
  assert.match(said, /It is wrong if the function has a CLERK_SECRET_KEY:$/m);
  assert.equal(out, `${await createPseudonyms("sb_secret_b")({ userId: ALICE })}\n`);
});

Deno.test("log:user without exactly one user id prints the usage", async () => {
  for (const args of [[], ["alice"], ["user_"], [`${ALICE} `], [ALICE, ALICE]]) {
    const { code, out, said } = await run(args, { CLERK_SECRET_KEY: "sk_test_a" });
    assert.deepEqual([code, out], [2, ""]);
    assert.match(said, /user_….*\n\nUsage: deno task log:user/);
    assert.doesNotMatch(said, /sk_test_a/);
  }
});
