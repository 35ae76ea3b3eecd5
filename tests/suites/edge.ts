// Everything that is deployed, at the level of Supabase's Edge Runtime: what came after Deno 2.1.4 is
// known, the functions' tests run under 2.1.4, and 2.1.4 serves the functions to the end-to-end tests.

import { checkLaterApis, checkLaterSyntax } from "./edge/later_lists.ts";
import { AS_IT_IS, mustRun } from "./edge/run_deno.ts";
import { EDGE_DENO_ENVIRONMENT, findEdgeDeno } from "./edge_deno.ts";

const OF_THE_FUNCTIONS = [
  "tests/_shared",
  "tests/mcp",
  "tests/well-known",
  "tests/isolation_test.ts",
];
/** What the runtime grants; also to a test, which is then no freer than what it tests. */
const PERMISSIONS = ["--allow-env", "--allow-net", "--allow-read", "--allow-sys=hostname"];
const WITH_FUNCTIONS = [
  "tests/end_to_end",
  "tests/local/functions_test.ts",
  "tests/local/edge_runtime_test.ts",
];

/** Deno 2.1.4. */
let deno: string;

Deno.test.beforeAll(async () => {
  deno = await findEdgeDeno();
});

Deno.test("LATER_APIS lists the APIs that are newer than Deno 2.1.4", () => checkLaterApis(deno));

Deno.test("LATER_SYNTAX lists syntax that only Deno 2.1.4 rejects", () => checkLaterSyntax(deno));

Deno.test("the functions' tests pass on Deno 2.1.4 with the Edge Runtime's permissions", async () => {
  const config = await olderConfig();
  try {
    const options = [`--config=${config}`, ...PERMISSIONS, "--no-prompt", ...AS_IT_IS];
    await mustRun(deno, ["test", ...options, ...OF_THE_FUNCTIONS], EDGE_DENO_ENVIRONMENT);
  } finally {
    await Deno.remove(config);
  }
});

Deno.test("the end-to-end tests pass with functions on Deno 2.1.4", async () => {
  const served = { ...EDGE_DENO_ENVIRONMENT, FUNCTIONS_DENO: deno };
  await mustRun(Deno.execPath(), ["test", "-A", ...WITH_FUNCTIONS], served);
});

/** @returns a copy of deno.json without the permissions of tests, which Deno 2.1.4 does not know */
async function olderConfig(): Promise<string> {
  const { test: _, ...config } = JSON.parse(await Deno.readTextFile("deno.json"));
  // Beside the original, since its paths are relative.
  const path = await Deno.makeTempFile({ dir: ".", prefix: ".edge_", suffix: ".json" });
  await Deno.writeTextFile(path, JSON.stringify(config));
  return path;
}
