// The migrations on a real PostgreSQL, as Supabase's own command line tool applies them: what is granted,
// what is refused, which plans the store's queries get, what happens to many at once, how long a search
// takes, what runs at night. Needs npx and Debian packages; no Docker.

import { parseArgs } from "node:util";
import { Parts } from "../local/parts.ts";
import { say } from "../local/terminal.ts";
import { runStoreCases, runThroughPostgrest } from "./postgres/cases.ts";
import { checkConcurrency } from "./postgres/concurrency.ts";
import { prepareCommands } from "./postgres/database_commands.ts";
import { requirePackages } from "./postgres/debian.ts";
import { checkErasure } from "./postgres/erasure.ts";
import { compareTypes, writeTypes } from "./postgres/generated_types.ts";
import { advise, lint, provokeFindings } from "./postgres/inspections.ts";
import { checkNestedPlans } from "./postgres/nested_plans.ts";
import { prove } from "./postgres/pgtap.ts";
import { checkListPlans } from "./postgres/plans.ts";
import { copyProject, startProject } from "./postgres/project.ts";
import { checkPostgrest } from "./postgres/postgrest/checks.ts";
import { checkPurgePlans } from "./postgres/purge_plans.ts";
import { push } from "./postgres/pushing.ts";
import { checkSchedule } from "./postgres/schedule.ts";
import { checkSearchSpeed } from "./postgres/search_speed.ts";
import { checkStoredSize } from "./postgres/stored_size.ts";
import { searchUnknownUser } from "./postgres/unknown_user.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: { "write-types": { type: "boolean", default: false } },
});

Deno.test("the migrations on PostgreSQL 15", async (t) => {
  await using parts = new Parts();
  await requirePackages();
  const cli = await parts.add(prepareCommands());
  const server = await parts.add(startProject());
  const url = server.urlOf("project");
  const step = (name: string, check: () => Promise<string | string[]>) =>
    t.step(name, async () => {
      for (const line of [await check()].flat()) say(line);
    });

  const isPushed = await step("supabase db push applies each migration once", () => {
    return push(cli, server);
  });
  if (!isPushed) return;
  if (values["write-types"]) {
    await step("supabase gen types writes the store's types", () => writeTypes(cli, url));
    return;
  }
  await step("supabase db lint finds nothing", () => lint(cli, server));
  await step("supabase db lint and advisors find planted faults", () => {
    return provokeFindings(cli, server);
  });
  await step("the pgTAP tests pass", () => prove(server));
  await step("supabase gen types prints the committed types", () => compareTypes(cli, url));
  await step("the store's cases pass on PostgreSQL", async () => {
    return await runStoreCases(server, await copyProject(server, "throw_away"));
  });
  await step("store cases through PostgREST's SQL", async () => {
    return await runThroughPostgrest(server, await copyProject(server, "through_postgrest"));
  });
  await t.step("PostgREST's SQL runs as PostgREST runs it", (t) => checkPostgrest(server, t));
  await t.step("fifty calls at once keep to limits, keys and versions", async (t) => {
    await checkConcurrency(server, t);
  });
  await step("an erasure survives a crash, delays no other user and leaves no trace", () => {
    return checkErasure(cli);
  });
  await step("searches need no statistics about their user", () => searchUnknownUser(server));
  await step("quotas count about as much as is stored", () => checkStoredSize(server));
  await step("searches keep pace with lists", () => checkSearchSpeed(server));
  // These fill the tables of the project itself, so that every index is used there.
  await step("statements inside functions read no table from end to end", () => {
    return checkNestedPlans(server);
  });
  await step("lists read a page from an index", () => checkListPlans(server));
  await step("the purge finds what is due in indexes", () => checkPurgePlans(server));
  await step("supabase db advisors finds nothing", () => advise(cli, url));
  await step("pg_cron purges and rebuilds indexes every night", () => checkSchedule(cli, server));
});
