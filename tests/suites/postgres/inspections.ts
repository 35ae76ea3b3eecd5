// `supabase db lint` and `supabase db advisors`: silent about the project, and not because they are deaf.

import assert from "node:assert/strict";
import { asOwner, copyProject, type ProjectServer, withExtension } from "./project.ts";
import type { DatabaseCommands } from "./database_commands.ts";

/** plpgsql_check has nothing to say. */
export async function lint(cli: DatabaseCommands, server: ProjectServer): Promise<string> {
  const { success, stdout, stderr } = await checkFunctions(cli, server, "project");
  assert.ok(success, stdout + stderr);
  for (const schema of ["library", "public"]) {
    assert.match(stderr, new RegExp(`Linting schema: ${schema}\n[^]*No schema errors found`));
  }
  return "supabase db lint: no schema errors";
}

function checkFunctions(cli: DatabaseCommands, server: ProjectServer, database: string) {
  return withExtension(server, database, "plpgsql_check", () => {
    return cli.on(server.urlOf(database), "db", "lint", "--fail-on=warning");
  });
}

/**
 * Throws on advice of any level. An index counts as used once it was scanned: callers must run the store's
 * calls first.
 */
export async function advise(cli: DatabaseCommands, url: string): Promise<string> {
  for (const type of ["security", "performance"]) {
    const found = await advice(cli, url, type);
    assert.ok(found.success, found.stdout + found.stderr);
    assert.match(found.stderr, /^No issues found$/m);
  }
  return "supabase db advisors, security and performance from level info on: no issues";
}

function advice(cli: DatabaseCommands, url: string, type: string) {
  return cli.on(url, "db", "advisors", `--type=${type}`, "--level=info", "--fail-on=info");
}

const FLAWS = `
  create function public.broken() returns integer language plpgsql as
    $$ begin return (select no_such_column from public.artifacts); end $$;
  create table public.open_to_all (id integer primary key, number integer);
  create index nobody_reads on public.open_to_all (number);
  grant select on public.open_to_all to anon;`;

/** The same commands on a copy with faults in it that each must find. */
export async function provokeFindings(
  cli: DatabaseCommands,
  server: ProjectServer,
): Promise<string> {
  const flawed = await copyProject(server, "flawed");
  await asOwner(server, flawed, (sql) => sql.unsafe(FLAWS));
  const errors = await checkFunctions(cli, server, flawed);
  assert.equal(errors.success, false);
  assert.match(errors.stdout, /no_such_column/);
  const expected = {
    security: ["rls_disabled_in_public", "function_search_path_mutable"],
    performance: ["unused_index"],
  };
  for (const [type, names] of Object.entries(expected)) {
    const { success, stdout } = await advice(cli, server.urlOf(flawed), type);
    assert.equal(success, false);
    for (const name of names) assert.match(stdout, new RegExp(`"name": "${name}"`));
  }
  return "on a copy with planted faults, lint and advisors find them: " +
    `${["a broken function", ...Object.values(expected).flat()].join(", ")}`;
}
