// The procedures of the operator's manual: upgrade, roll back and rotate keys under load, back up and restore, read the
// log. `task deploy` is rehearsed by another suite, and the erasure of a user is part of the PostgreSQL suite.

import { Parts } from "../local/parts.ts";
import { say } from "../local/terminal.ts";
import { backUpAndRestore } from "./operations/backup.ts";
import { queryTheLog } from "./operations/log_queries.ts";
import {
  NEXT_VERSION,
  rotateSecretKey,
  rotateSigningKey,
  upgradeAndRollBack,
} from "./operations/under_load.ts";
import { prepareCommands } from "./postgres/database_commands.ts";
import { requirePackages } from "./postgres/debian.ts";
import { startProject } from "./postgres/project.ts";
import { push } from "./postgres/pushing.ts";

Deno.test("the operator's procedures", async (t) => {
  await using parts = new Parts();
  await requirePackages();
  const cli = await parts.add(prepareCommands());
  const newer = await parts.add(prepareCommands(NEXT_VERSION));
  const step = (name: string, run: () => Promise<string>) =>
    t.step(name, async () => say(await run()));

  await step("an upgrade and a roll back under load lose and refuse nothing", () => {
    return upgradeAndRollBack(cli, newer);
  });
  await step("a rotated Supabase key under load rejects no call", () => rotateSecretKey(cli));
  await step("a rotated signing key under load rejects no call", () => rotateSigningKey(cli));
  await t.step("on a project of its own", async (t) => {
    await using own = new Parts();
    const server = await own.add(startProject());
    say(await push(cli, server));
    await t.step("a backup restores every row into another project", async () => {
      say(await backUpAndRestore(server));
    });
    await t.step("the manual's log queries find their lines", async () => {
      say(await queryTheLog(server));
    });
  });
});
