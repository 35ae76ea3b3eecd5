// The workflow runs what `.ci/run` runs, with actions that cannot change under it.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const workflow = await Deno.readTextFile(`${ROOT}.github/workflows/ci.yml`);

Deno.test("the workflow pins every action by commit", () => {
  const actions = workflow.match(/uses: .*/g) ?? [];
  assert.ok(actions.length > 0);
  for (const action of actions) assert.match(action, /^uses: [\w/-]+@[0-9a-f]{40} # v[\d.]+$/);
});

Deno.test("list_suites.sh prints every command of .ci/run that task ok does not run", async () => {
  const script = `${ROOT}.github/workflows/list_suites.sh`;
  const { success, stdout } = await new Deno.Command("bash", { args: [script] }).output();
  assert.ok(success);
  const [commands = "", packages = ""] = new TextDecoder().decode(stdout).trim().split("\n")
    .map((line) => line.slice(line.indexOf("=") + 1));
  const listed: string[] = JSON.parse(commands);
  const tasks = (await Deno.readTextFile(`${ROOT}.ci/run`)).match(/\btask [a-z:-]+(?=[ '])/g) ?? [];
  const suites = [...new Set(tasks)].filter((task) =>
    !["task test", "task check", "task lint:words"].includes(task)
  );
  assert.deepEqual(listed.map((command) => /^task \S+/.exec(command)?.[0]), suites);
  assert.match(packages, /^[a-z0-9 -]+$/);
});
