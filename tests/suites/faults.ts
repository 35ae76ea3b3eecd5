// Neighbours that fail: the database gone, slow, lying or full, and processes killed in the midst of their work.
// Nothing that was acknowledged is lost, nothing is done twice. On PostgreSQL; needs Debian packages.
// `-- --creates 1000` for fewer or more.

import { parseArgs } from "node:util";
import { Parts } from "../local/parts.ts";
import { startStack } from "../local/stack.ts";
import { say } from "../local/terminal.ts";
import { DURABLE, killInTheMidst } from "./faults/kills.ts";
import { fillDisk, whyNoDisk } from "./faults/disk.ts";
import { loseAnswers } from "./faults/lost_answers.ts";
import { requirePackages } from "./postgres/debian.ts";
import { copyProject, startProject } from "./postgres/project.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: { creates: { type: "string", default: "10000" } },
});
const creates = Number(values.creates);
if (!(Number.isSafeInteger(creates) && creates > 0)) {
  throw new Error("Usage: deno task test:faults -- [--creates 10000]");
}

// The stand-in for PostgREST prints every query that a killed database has not answered.
// deno-lint-ignore no-console -- theirs is switched off, nothing is written to it
console.error = () => {};

const noDisk = await whyNoDisk();
if (noDisk) say(`full disk: cannot be tried here, nothing can be mounted (${noDisk})`);

Deno.test("faults", async (t) => {
  await using parts = new Parts();
  await requirePackages();
  const server = await parts.add(startProject(DURABLE));
  await t.step(
    "kill -9 of function and database loses no create and makes none twice",
    async () => {
      say(await killInTheMidst(server, creates));
    },
  );
  await t.step({
    name: "a full disk refuses creates and loses nothing",
    ignore: noDisk !== undefined,
    fn: async () => say(await fillDisk(server)),
  });
  await t.step(
    "calls whose database answer is lost are refused, and retries take effect once",
    async () => {
      await using parts = new Parts();
      const copy = await copyProject(server, "throw_away");
      const url = server.urlOf(copy, "supabase_admin");
      const stack = await parts.add(startStack({ database: { kind: "postgres", url } }));
      say(await loseAnswers(stack, parts));
    },
  );
});
