// Users learn nothing of each other: fifty users at once against real PostgreSQL. Every answer is compared with
// that of a project with one user, and every statement of the service key is checked.

import { parseArgs } from "node:util";
import { Parts } from "../local/parts.ts";
import { startStack } from "../local/stack.ts";
import { complain, say } from "../local/terminal.ts";
import { compare, playAlone, playTogether, signIn } from "./isolation/crowd.ts";
import { beginRemembering, checkReach, REMEMBERING } from "./isolation/reach.ts";
import { compareTimes } from "./isolation/timing.ts";
import { requirePackages } from "./postgres/debian.ts";
import { copyProject, startProject } from "./postgres/project.ts";

const { values } = parseArgs({
  options: {
    people: { type: "string", default: "50" },
    calls: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
  },
});
const plan = {
  people: Number(values.people),
  steps: Number(values.calls),
  seed: Number(values.seed) * 1_000,
};
if (!(plan.people > 1 && plan.steps > 0 && Number.isSafeInteger(plan.seed))) {
  complain("Usage: deno task test:isolation [--people 50] [--calls 200] [--seed 1]");
  Deno.exit(2);
}

const started = performance.now();
await using parts = new Parts();
await requirePackages();
const server = await parts.add(startProject(REMEMBERING));
const copy = await copyProject(server, "throw_away");
const stack = await parts.add(startStack({
  database: { kind: "postgres", url: server.urlOf(copy, "supabase_admin") },
  environment: { MCP_CALLS_PER_MINUTE: "1000000" },
}));
const persons = await signIn(stack, plan.people);
await beginRemembering(server, copy);
const begun = performance.now();
const together = await playTogether(stack, persons, plan);
say(`${together.flat().length} calls in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
say(await checkReach(server, copy));
say(await compareTimes(stack, persons));
say(compare(together, await playAlone(stack, persons, plan)));
say(`isolation suite: finished in ${((performance.now() - started) / 1000).toFixed(0)} s`);
