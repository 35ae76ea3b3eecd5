// Runs the cases that every store must pass on copies of the migrated database, through two emulations of PostgREST.
// Never on the database itself: @supabase/lite grants every role everything.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { run } from "../program.ts";
import type { ProjectServer } from "./project.ts";

/** Two to three minutes, on a machine with nothing else to do. */
const WITHIN_MS = 600_000;

/** @param copy name of a database to throw away */
export async function runStoreCases({ urlOf }: ProjectServer, copy: string): Promise<string> {
  const steps = await runCases("./cases_on_server.ts", {
    POSTGRES_URL: urlOf(copy, "supabase_admin"),
  });
  return `${steps} cases of the store and of the limits on a copy, through @supabase/lite`;
}

/** @param copy name of a database to throw away */
export async function runThroughPostgrest({ urlOf }: ProjectServer, copy: string): Promise<string> {
  const steps = await runCases("./postgrest/cases.ts", {
    POSTGRES_URL: urlOf(copy),
    AUTHENTICATOR_URL: urlOf(copy, "authenticator"),
  });
  return `${steps} cases of the store on a copy, through PostgREST's SQL as role authenticator`;
}

/** @returns how many steps passed */
async function runCases(file: string, urls: Record<string, string>): Promise<number> {
  const env = { ...urls, NO_COLOR: "1" };
  const args = ["test", "-A", fileURLToPath(new URL(file, import.meta.url))];
  const { success, stdout, stderr } = await run(Deno.execPath(), args, { env }, WITHIN_MS);
  assert.ok(success, stdout + stderr);
  const [, tests, steps] = /^ok \| (\d+) passed \((\d+) steps\) \| 0 failed/m.exec(stdout) ?? [];
  assert.ok(Number(tests) > 0 && Number(steps) > 0, stdout);
  return Number(steps);
}
