// What a newcomer does, on a machine with nothing but Node: clones, starts everything, follows the
// manuals with curl, and ends it. In a temporary folder with an empty home.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { codeBlocks, readDocument, sectionOf } from "../documents.ts";
import { Parts } from "../local/parts.ts";
import { say } from "../local/terminal.ts";

const DENO = "npx -y deno@2.9.6";
const READY_WITHIN_MS = 300_000;
const FIRST_OUTPUT_WITHIN_MS = 1_000;
const ENDED_WITHIN_MS = 15_000;
/** What the curl commands print. */
const EXPECTED = [
  '"kinds":',
  "401 Unauthorized",
  "www-authenticate: Bearer",
  'Saved \\"Hello\\"',
  "Artifacts (1)",
];

const home = await Deno.makeTempDir();
const project = `${home}/project`;
const log = `${home}/dev.log`;
// The machine's own way to the registry (proxies, certificates) stays; caches do not.
const inherited = Object.entries(Deno.env.toObject())
  .filter(([name]) => !/^(DENO_DIR|XDG_CACHE_HOME|NPM_CONFIG_CACHE)$/i.test(name));
const env = { ...Object.fromEntries(inherited), HOME: home, NO_COLOR: "1" };

/** Runs a shell command to its end and returns what it printed. */
async function sh(command: string, cwd = project): Promise<string> {
  const options = { args: ["-ec", command], cwd, env, clearEnv: true, stderr: "inherit" as const };
  const { success, stdout } = await new Deno.Command("bash", options).output();
  const text = new TextDecoder().decode(stdout);
  if (!success) throw new Error(`failed: ${command}\n${text}`);
  return text;
}

/** Polls until `condition` holds and returns how many milliseconds that took. */
async function until(what: string, ms: number, condition: () => Promise<boolean>): Promise<number> {
  const started = performance.now();
  while (!(await condition())) {
    if (performance.now() - started > ms) {
      throw new Error(`${what}: not within ${ms} ms\n${await Deno.readTextFile(log)}`);
    }
    await delay(20);
  }
  return performance.now() - started;
}

/** Starts `task dev` as a terminal does, in a process group of its own, and waits until it is ready. */
async function startDev(parts: Parts) {
  await Deno.writeTextFile(log, "");
  const command = `exec setsid ${DENO} task dev --ephemeral > ${log} 2>&1`;
  const options = { args: ["-c", command], cwd: project, env, clearEnv: true };
  const child = new Deno.Command("bash", options).spawn();
  parts.defer(async () => {
    await sh(`kill -KILL -- -${child.pid} 2> /dev/null || true`, "/");
    await child.status;
  });
  const written = () => Deno.readTextFile(log);
  const speaks = await until("first output", READY_WITHIN_MS, async () => await written() !== "");
  const ready = speaks +
    await until("ready", READY_WITHIN_MS, async () => /^ready http/m.test(await written()));
  assert.match((await written()).trimEnd(), /\nready http:\/\/127\.0\.0\.1:54321\/.*$/);
  return { child, speaks, ready };
}

async function nothingIsLeft(): Promise<boolean> {
  return !(await sh("ps -eo args=", "/")).split("\n").some((args) => args.includes(`${home}/.npm`));
}

/** What README § Try it and supabase/README.md § Try it with curl print, without `task dev` and `task test`. */
async function printedCommands(): Promise<string> {
  const tryIt = sectionOf(await readDocument("README.md", project), "Try it");
  const curl = sectionOf(await readDocument("supabase/README.md", project), "Try it with curl");
  const blocks = [...codeBlocks(tryIt, "sh"), ...codeBlocks(curl, "sh")]
    .filter((block) => block.includes("curl "));
  assert.equal(blocks.length, 2, "one block of curl commands in each");
  return blocks.join("\n");
}

Deno.test("a clean clone runs the manuals' commands", async (t) => {
  await using parts = new Parts();
  parts.defer(() => Deno.remove(home, { recursive: true }));
  await sh(`git clone --quiet ${Deno.cwd()} ${project}`, home);
  await sh(`${DENO} --version`); // npx downloads Deno, and after that its own time is not ours
  const npx = await until("npx", READY_WITHIN_MS, async () => await sh(`${DENO} --version`) !== "");
  const first = await startDev(parts);

  await t.step(`task dev prints its first line within ${FIRST_OUTPUT_WITHIN_MS} ms`, () => {
    say(
      `first output after ${first.speaks.toFixed(0)} ms, ${npx.toFixed(0)} ms of them npx's own; ` +
        `ready after ${(first.ready / 1000).toFixed(0)} s with all packages downloaded`,
    );
    assert.ok(first.speaks - npx < FIRST_OUTPUT_WITHIN_MS, "the first output came late");
  });
  await t.step("the manuals' curl commands print the documented output", async () => {
    const printed = await sh(await printedCommands());
    for (const part of EXPECTED) assert.ok(printed.includes(part), `no ${part} in\n${printed}`);
  });
  await t.step("Ctrl-C ends all processes of task dev", async () => {
    await sh(`kill -INT -- -${first.child.pid}`);
    await first.child.status;
    const ms = await until("end", ENDED_WITHIN_MS, nothingIsLeft);
    say(`Ctrl-C: all processes ended after ${ms.toFixed(0)} ms`);
  });
  await t.step("SIGTERM to npx ends all processes of task dev", async () => {
    const second = await startDev(parts);
    await sh(`kill -TERM ${second.child.pid}`);
    await second.child.status;
    const ms = await until("end", ENDED_WITHIN_MS, nothingIsLeft);
    say(
      `SIGTERM to npx: all gone after ${ms.toFixed(0)} ms; ` +
        `the second start took ${(second.ready / 1000).toFixed(0)} s`,
    );
  });
});
