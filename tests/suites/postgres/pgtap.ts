// The tests of supabase/tests, which `supabase test db` runs for those with Docker: here by Debian's
// pg_prove. Each rolls back what it does.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { PG_PROVE } from "./debian.ts";
import { run } from "../program.ts";
import { type ProjectServer, withExtension } from "./project.ts";

const TESTS = fileURLToPath(new URL("../../../supabase/tests", import.meta.url));

/** Runs all of them on database `project` as its owner, with pgTAP where Supabase puts extensions. */
export async function prove(server: ProjectServer): Promise<string[]> {
  const where = ["--host=127.0.0.1", `--port=${server.port}`, "--username=postgres"];
  const what = ["--dbname=project", "--ext=.sql", "--verbose", "--recurse", TESTS];
  const env = { PGPASSWORD: server.password, LC_ALL: "C.UTF-8" };
  const { success, stdout, stderr } = await withExtension(server, "project", "pgtap", () => {
    return run(PG_PROVE, [...where, ...what], { env });
  });
  assert.ok(success, stdout.replace(/^ok \d.*\n/gm, "") + stderr);
  return countsOf(stdout).map(([file, count]) => `pgTAP: ${file}: ${count} assertions`);
}

function countsOf(tap: string): [file: string, count: number][] {
  const files = tap.split(/^(?=\S+\.sql \.\.)/m).filter((part) => /^\S+\.sql /.test(part));
  assert.ok(files.length > 0, tap);
  return files.map((part) => {
    const file = /^\S*?([^\/\s]+\.sql) /.exec(part)?.[1] ?? "";
    return [file, part.match(/^ok \d/gm)?.length ?? 0];
  });
}
