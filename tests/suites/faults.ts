// Neighbours that fail: the database gone, slow, lying or full, and processes killed in the midst of their work.
// Nothing that was acknowledged is lost, nothing is done twice. On PostgreSQL; needs Debian packages.

import { parseArgs } from "node:util";
import { Parts } from "../local/parts.ts";
import { startStack } from "../local/stack.ts";
import { complain, say } from "../local/terminal.ts";
import { DURABLE, killInTheMidst } from "./faults/kills.ts";
import { fillDisk } from "./faults/disk.ts";
import { loseAnswers } from "./faults/lost_answers.ts";
import { requirePackages } from "./postgres/debian.ts";
import { copyProject, startProject } from "./postgres/project.ts";

const { values } = parseArgs({ options: { creates: { type: "string", default: "10000" } } });
const creates = Number(values.creates);
if (!(Number.isSafeInteger(creates) && creates > 0)) {
  complain("Usage: deno task test:faults [--creates 10000]");
  Deno.exit(2);
}

// The stand-in for PostgREST prints every query that a killed database has not answered.
// deno-lint-ignore no-console -- theirs is switched off, nothing is written to it
console.error = () => {};

const started = performance.now();
await using parts = new Parts();
await requirePackages();
const server = await parts.add(startProject(DURABLE));
say(await killInTheMidst(server, creates));
say(await fillDisk(server));
const copy = await copyProject(server, "throw_away");
const url = server.urlOf(copy, "supabase_admin");
const stack = await parts.add(startStack({ database: { kind: "postgres", url } }));
say(await loseAnswers(stack, parts));
say(`faults suite: finished in ${((performance.now() - started) / 1000).toFixed(0)} s`);
