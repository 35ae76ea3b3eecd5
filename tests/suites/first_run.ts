// What a newcomer does, on a machine with nothing but Node: clones, starts everything, follows the
// README with curl, presses Ctrl-C. In a temporary folder with an empty home.

import assert from "node:assert/strict";

const DENO = ["npx", "-y", "deno@2.9.6"];
const READY_WITHIN_MS = 300_000;
const FIRST_OUTPUT_WITHIN_MS = 1_000;

const home = await Deno.makeTempDir();
const project = `${home}/project`;
// The machine's own way to the registry (proxies, certificates) stays; caches and settings do not.
const env = { ...withoutCaches(Deno.env.toObject()), HOME: home, NO_COLOR: "1" };

function withoutCaches(environment: Record<string, string>): Record<string, string> {
  const entries = Object.entries(environment)
    .filter(([name]) => !/^(DENO_DIR|XDG_\w+|NPM_CONFIG_\w+)$/i.test(name));
  return Object.fromEntries(entries);
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

async function run(command: string[], cwd = project): Promise<string> {
  const [program = "", ...args] = command;
  const options = { args, cwd, env, clearEnv: true, stderr: "inherit" } as const;
  const { success, stdout } = await new Deno.Command(program, options).output();
  const text = new TextDecoder().decode(stdout);
  if (!success) throw new Error(`${command.join(" ")} failed:\n${text}`);
  return text;
}

/** Starts `task dev` as a terminal does: in a process group of its own, which Ctrl-C reaches whole. */
function startDev() {
  const args = [...DENO, "task", "dev", "--ephemeral"];
  const started = performance.now();
  const child = new Deno.Command("setsid", {
    args,
    cwd: project,
    env,
    clearEnv: true,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  // Whatever a person sees first counts, Deno's own lines about what it downloads included.
  const firstOutput = Promise.withResolvers<number>();
  const seen = async (stream: ReadableStream<Uint8Array>, pass = false) => {
    for await (const chunk of stream) {
      firstOutput.resolve(performance.now() - started);
      if (pass) Deno.stderr.writeSync(chunk);
    }
  };
  const [shown, read] = child.stdout.tee();
  void seen(shown);
  void seen(child.stderr, true);
  return { child, started, output: read, firstOutput: firstOutput.promise };
}

async function waitUntilReady(output: ReadableStream<Uint8Array>, started: number) {
  const deadline = setTimeout(() => Deno.exit(1), READY_WITHIN_MS);
  const reader = output.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!/^ready http/m.test(text)) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`task dev ended early:\n${text}`);
    text += value;
  }
  clearTimeout(deadline);
  const ready = performance.now() - started;
  void drain(reader);
  return { text, ready };
}

// A pipe that nobody empties would stop whoever writes to it.
async function drain(reader: ReadableStreamDefaultReader<string>): Promise<void> {
  while (!(await reader.read()).done);
}

/** The commands of README § Try it with curl, as printed there. */
async function readmeCommands(): Promise<string> {
  const readme = await Deno.readTextFile(`${project}/README.md`);
  const block = /### Try it with curl\n[^]*?```sh\n([^]*?)```/.exec(readme)?.[1];
  if (!block) throw new Error("README § Try it with curl has no commands");
  return block;
}

async function processesOf(folder: string): Promise<string[]> {
  const list = await new Deno.Command("ps", { args: ["-eo", "pid=,args="] }).output();
  const lines = new TextDecoder().decode(list.stdout).split("\n");
  return lines.filter((line) => line.includes(folder));
}

await run(["git", "clone", "--quiet", Deno.cwd(), project], home);
await run([...DENO, "--version"]); // npx downloads Deno, and after that its own time is not ours
const npxStarted = performance.now();
await run([...DENO, "--version"]);
const npx = performance.now() - npxStarted;
const { child, started, output: lines, firstOutput: speaking } = startDev();
const { text, ready } = await waitUntilReady(lines, started);
const firstOutput = await speaking;
say(
  `first output after ${firstOutput.toFixed(0)} ms, ${npx.toFixed(0)} ms of them npx's own; ` +
    `ready after ${ready.toFixed(0)} ms, packages downloaded`,
);
assert.match(text.trimEnd().split("\n").at(-1) ?? "", /^ready http:\/\/127\.0\.0\.1:54321\//);

const output = await run(["bash", "-ec", await readmeCommands()]);
for (
  const part of [
    '"kinds":',
    "401 Unauthorized",
    "www-authenticate: Bearer",
    'Saved \\"Hello\\"',
    "Newest first (1)",
  ]
) {
  assert.ok(output.includes(part), `README's curl commands do not print ${part}:\n${output}`);
}
say("the README's curl commands print what they should");

await run(["kill", "-INT", "--", `-${child.pid}`]);
const { code } = await child.status;
const left = await processesOf(home);
assert.deepEqual(left, [], "left running");
say(`Ctrl-C ended all of it, exit code ${code}`);
await Deno.remove(home, { recursive: true });
assert.ok(firstOutput - npx < FIRST_OUTPUT_WITHIN_MS, "the first output came late");
