// Users learn nothing of each other: fifty users at once against real PostgreSQL. Every answer is compared with
// that of a project with one user, and every statement of the service key is checked.

import { parseArgs } from "node:util";
import { Parts } from "../local/parts.ts";
import { startStack } from "../local/stack.ts";
import { say } from "../local/terminal.ts";
import { compare, playAlone, playTogether, signIn } from "./isolation/crowd.ts";
import type { Reply } from "./isolation/person.ts";
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
  throw new Error("Usage: deno task test:isolation -- [--people 50] [--calls 200] [--seed 1]");
}

Deno.test("users at the same time learn nothing of each other", async (t) => {
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
  let together: Reply[][] = [];

  const played = await t.step(
    `${plan.people} users at once read no id and no word of another user`,
    async () => {
      const begun = performance.now();
      together = await playTogether(stack, persons, plan);
      const seconds = ((performance.now() - begun) / 1000).toFixed(0);
      say(`${together.flat().length} calls in ${seconds} s`);
    },
  );
  // The other steps are about these calls.
  if (!played) return;
  await t.step("each statement of the service key is about one owner", async () => {
    say(await checkReach(server, copy));
  });
  await t.step("another user's id takes as long as one that does not exist", async () => {
    say(await compareTimes(stack, persons));
  });
  await t.step("each answer is what the same user gets alone", async () => {
    say(compare(together, await playAlone(stack, persons, plan)));
  });
});
