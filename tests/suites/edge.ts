// Everything that is deployed, at the level of Supabase's Edge Runtime: what came after Deno 2.1.4 is
// known, the functions' tests run under 2.1.4, and 2.1.4 serves the functions to the end-to-end tests.

import { say } from "../local/terminal.ts";
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

const deno = await findEdgeDeno();
await checkLaterApis(deno);
await checkLaterSyntax(deno);
say("APIs newer than Deno 2.1.4 match the list");

const noPrompt = [...PERMISSIONS, "--no-prompt"];
await mustRun(deno, ["test", ...noPrompt, ...AS_IT_IS, ...OF_THE_FUNCTIONS], EDGE_DENO_ENVIRONMENT);
const served = { ...EDGE_DENO_ENVIRONMENT, FUNCTIONS_DENO: deno };
await mustRun(Deno.execPath(), ["test", "-A", ...WITH_FUNCTIONS], served);
