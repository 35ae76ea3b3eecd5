// Command lines that every program understands.

import assert from "node:assert/strict";

const PROGRAMS = [
  "supabase/functions/_tools/doctor/main.ts",
  "supabase/functions/_tools/admin/main.ts",
  "supabase/functions/_tools/deploy/main.ts",
  "supabase/functions/_tools/clerk/main.ts",
  "supabase/functions/_tools/log/main.ts",
  "tests/local/dev.ts",
  "tests/local/token.ts",
];

async function run(program: string, args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-env", "--allow-read", program, ...args],
  }).output();
  const read = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: read(stdout), said: read(stderr) };
}

for (const program of PROGRAMS) {
  Deno.test(`${program} prints its usage for --help, also behind --`, async () => {
    for (const args of [["--help"], ["-h"], ["--", "--help"]]) {
      const { code, out } = await run(program, args);
      assert.equal(code, 0);
      assert.match(out, /^Usage: deno task /);
    }
  });
}

Deno.test("options behind -- are read as without it", async () => {
  for (const args of [["--port", "none"], ["--", "--port", "none"]]) {
    const { code, said } = await run("tests/local/dev.ts", args);
    assert.deepEqual([code, said.split("\n")[0]], [
      2,
      "--port must be a port, 1 to 65535, not none",
    ]);
  }
});
