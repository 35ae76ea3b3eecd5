// The migrations on a real PostgreSQL, as Supabase's own command line tool applies them: what is granted,
// what is refused, which plans the store's queries get, what happens to many at once, how long a search
// takes, what runs at night. Needs npx and Debian packages; no Docker.

import { parseArgs } from "node:util";
import { Parts } from "../local/parts.ts";
import { say } from "../local/terminal.ts";
import { runStoreCases } from "./postgres/cases.ts";
import { checkConcurrency } from "./postgres/concurrency.ts";
import { prepareCommands } from "./postgres/database_commands.ts";
import { requirePackages } from "./postgres/debian.ts";
import { compareTypes, writeTypes } from "./postgres/generated_types.ts";
import { advise, lint, provokeFindings } from "./postgres/inspections.ts";
import { checkNestedPlans } from "./postgres/nested_plans.ts";
import { prove } from "./postgres/pgtap.ts";
import { checkListPlans } from "./postgres/plans.ts";
import { copyProject, startProject } from "./postgres/project.ts";
import { push } from "./postgres/pushing.ts";
import { checkSchedule } from "./postgres/schedule.ts";
import { checkSearchSpeed } from "./postgres/search_speed.ts";
import { checkStoredSize } from "./postgres/stored_size.ts";

const { values } = parseArgs({ options: { "write-types": { type: "boolean", default: false } } });
const started = performance.now();
await using parts = new Parts();
const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => ending.abort(new Error(signal)));
}

// A signal takes effect between two steps, so that everything started is known and ends.
function report(line: string): void {
  say(line);
  ending.signal.throwIfAborted();
}

await requirePackages();
const cli = await parts.add(prepareCommands());
const server = await parts.add(startProject());
const url = server.urlOf("project");
report(await push(cli, server));
if (values["write-types"]) {
  report(await writeTypes(cli, url));
} else {
  report(await lint(cli, server));
  report(await provokeFindings(cli, server));
  for (const line of await prove(server)) report(line);
  report(await compareTypes(cli, url));
  const copy = await copyProject(server, "throw_away");
  report(await runStoreCases(server, copy));
  for (const line of await checkConcurrency(server)) report(line);
  report(await checkStoredSize(server));
  for (const line of await checkSearchSpeed(server)) report(line);
  // These fill the tables of the project itself, so that every index is used there.
  report(await checkNestedPlans(server));
  report(await checkListPlans(server));
  report(await advise(cli, url));
  report(await checkSchedule(cli, server));
}
say(`postgres suite: finished in ${((performance.now() - started) / 1000).toFixed(0)} s`);
