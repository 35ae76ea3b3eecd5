// Everything that is deployed, at the level of Supabase's Edge Runtime: the tests of the functions under
// Deno 2.1.4, and the end-to-end tests with 2.1.4 serving the functions.

import { EDGE_DENO_ENVIRONMENT, findEdgeDeno } from "./edge_deno.ts";

const OF_THE_FUNCTIONS = [
  "tests/_shared",
  "tests/mcp",
  "tests/well-known",
  "tests/isolation_test.ts",
];

async function run(deno: string, args: string[], env: Record<string, string> = {}) {
  const { success } = await new Deno.Command(deno, {
    args,
    env,
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`deno ${args.join(" ")} failed`);
}

const deno = await findEdgeDeno();
// This version reads no lock file of today's form and stumbles over the SDK's types.
const asItIs = ["--no-lock", "--no-check"];
await run(deno, ["test", "-A", ...asItIs, ...OF_THE_FUNCTIONS], EDGE_DENO_ENVIRONMENT);
const withFunctionsOnIt = { ...EDGE_DENO_ENVIRONMENT, FUNCTIONS_DENO: deno };
await run(Deno.execPath(), ["test", "-A", "tests/end_to_end"], withFunctionsOnIt);
