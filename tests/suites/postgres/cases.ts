// Runs the cases that every store must pass on a copy of the migrated database. Never on that itself:
// @supabase/lite, which stands for PostgREST, grants every role everything.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { run } from "../program.ts";
import type { ProjectServer } from "./project.ts";

/** Two to three minutes, on a machine with nothing else to do. */
const WITHIN_MS = 600_000;
const CASES = fileURLToPath(new URL("./cases_on_server.ts", import.meta.url));

/** @param copy name of a database to throw away */
export async function runStoreCases({ urlOf }: ProjectServer, copy: string): Promise<string> {
  const env = { POSTGRES_URL: urlOf(copy, "supabase_admin"), NO_COLOR: "1" };
  const args = ["test", "-A", CASES];
  const { success, stdout, stderr } = await run(Deno.execPath(), args, { env }, WITHIN_MS);
  assert.ok(success, stdout + stderr);
  const [, tests, steps] = /^ok \| (\d+) passed \((\d+) steps\) \| 0 failed/m.exec(stdout) ?? [];
  assert.ok(Number(tests) > 0 && Number(steps) > 0, stdout);
  return `${steps} cases of the store and of the limits on a copy, through @supabase/lite: ` +
    "PostgREST itself cannot be had here";
}
