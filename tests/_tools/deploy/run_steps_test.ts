// The steps of a deployment: skipped when done, stopped by a refusal or a failure, continued afterwards.

import assert from "node:assert/strict";
import { type Done, runSteps } from "../../../supabase/functions/_tools/deploy/run_steps.ts";
import type { Step } from "../../../supabase/functions/_tools/deploy/steps.ts";

const STEPS: readonly Step[] = ["secrets", "database", "functions"].map((name) => ({
  name,
  changes: `changes the ${name}`,
  args: [name],
  digest: `${name} 1`,
}));

/** A deployment that is watched. */
function deployment(done: Done = {}, options: Partial<Parameters<typeof runSteps>[0]> = {}) {
  const ran: string[] = [];
  const saved: string[] = [];
  const complete = runSteps({
    ...{ ref: "ref", steps: STEPS, done, again: false, dryRun: false, print: () => {} },
    confirm: () => true,
    run: ({ name }) => (ran.push(name), Promise.resolve(0)),
    save: () => (saved.push(JSON.stringify(done)), Promise.resolve()),
    ...options,
  });
  return complete.then((complete) => ({ complete, ran, saved, done }));
}

Deno.test("all steps run in order, and each is recorded before the next", async () => {
  const { complete, ran, saved } = await deployment();
  assert.deepEqual([complete, ran], [true, ["secrets", "database", "functions"]]);
  assert.equal(saved[0], '{"ref":{"secrets":"secrets 1"}}');
  assert.equal(saved.length, 3);
});

Deno.test("a step is skipped while its digest is that of its last success in this project", async () => {
  const { done } = await deployment();
  assert.deepEqual((await deployment(done)).ran, []);
  const changed = STEPS.map((step) =>
    step.name === "database" ? { ...step, digest: "database 2" } : step
  );
  assert.deepEqual((await deployment(done, { steps: changed })).ran, ["database"]);
  assert.deepEqual((await deployment(done, { ref: "other" })).ran.length, 3);
  assert.deepEqual((await deployment(done, { again: true })).ran.length, 3);
});

Deno.test("a failed step ends the deployment, and the next one continues with it", async () => {
  const { complete, done } = await deployment({}, {
    run: ({ name }) => Promise.resolve(name === "database" ? 1 : 0),
  });
  assert.deepEqual([complete, done], [false, { ref: { secrets: "secrets 1" } }]);
  assert.deepEqual((await deployment(done)).ran, ["database", "functions"]);
});

Deno.test("a step that is not confirmed does not run, nor does any after it", async () => {
  const questions: string[] = [];
  const { complete, ran } = await deployment({}, {
    confirm: (question) => questions.push(question) < 2,
  });
  assert.deepEqual([complete, ran], [false, ["secrets"]]);
  assert.equal(questions[0], "Run this command on project ref?");
});

Deno.test("a dry run prints each command and runs none", async () => {
  const lines: string[] = [];
  const { complete, ran, saved } = await deployment({}, {
    dryRun: true,
    print: (line) => void lines.push(line),
  });
  assert.deepEqual([complete, ran, saved], [true, [], []]);
  assert.deepEqual(lines.filter((line) => line.startsWith("  ")), [
    "  npx supabase@3.1.0 secrets",
    "  npx supabase@3.1.0 database",
    "  npx supabase@3.1.0 functions",
  ]);
});
