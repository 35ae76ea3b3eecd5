// `deno task deploy`: secrets, migrations and both functions, bundled, to the linked Supabase project.

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SUPABASE } from "../command_line_tool.ts";
import { linkedProject } from "../linked_project.ts";
import { sourceDigest } from "../source_digest.ts";
import { hanging, write } from "../terminal.ts";
import { buildBundle, TARGET } from "./bundle.ts";
import { checkEnvFile } from "./env_file.ts";
import { type Done, runSteps } from "./run_steps.ts";
import { type Form, type Step, stepsOf } from "./steps.ts";

const USAGE = `Usage: deno task deploy [--dry-run | --yes] [--again] [--functions] [--sources]

  --dry-run   build and print the commands, change nothing
  --yes       run each command without confirmation
  --again     repeat steps that were done before
  --functions deploy the functions only: to roll back, when the database is newer than this checkout
  --sources   deploy the sources: Supabase bundles them and chooses package versions within their ranges

Link the project first: ${SUPABASE} link --project-ref <ref>
Exit status: 0 deployed, 1 a step failed or was declined, 2 wrong usage.`;
const USAGE_STATUS = 2;

const root = fileURLToPath(new URL("../../../../", import.meta.url)).replace(/\/$/, "");
const accountPath = `${root}/${TARGET}/done.json`;
// Indented lines are commands, and not wrapped, so that they can be copied.
const print = (line: string) =>
  write(Deno.stdout, `${line.startsWith("  ") ? line : hanging(line)}\n`);

function readArguments() {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      "dry-run": { type: "boolean", default: false },
      "yes": { type: "boolean", default: false },
      "again": { type: "boolean", default: false },
      "functions": { type: "boolean", default: false },
      "sources": { type: "boolean", default: false },
    },
  });
  const { "dry-run": dryRun, yes } = values;
  if (dryRun && yes) throw new Error("--dry-run and --yes exclude each other.");
  if (!dryRun && !yes && !Deno.stdin.isTerminal()) {
    throw new Error("task deploy needs a terminal; use --dry-run or --yes without one.");
  }
  return { ...values, dryRun };
}

async function readAccount(): Promise<Done> {
  try {
    return JSON.parse(await Deno.readTextFile(accountPath));
  } catch {
    return {}; // no file yet, or an incomplete one: all steps run
  }
}

async function run({ args, folder }: Step): Promise<number> {
  const [program = "", ...rest] = SUPABASE.replace("npx ", "npx -y ").split(" ");
  const command = new Deno.Command(program, {
    args: [...rest, ...args],
    cwd: folder ? `${root}/${folder}` : root,
    // The tool would ask again, or refuse without a terminal.
    env: { SUPABASE_YES: "true" },
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  });
  return (await command.output()).code;
}

function fail(error: unknown, status: number, more = ""): never {
  write(Deno.stderr, `${error instanceof Error ? error.message : error}\n${more}`);
  Deno.exit(status);
}

async function prepare({ sources, functions }: { sources: boolean; functions: boolean }) {
  const ref = await linkedProject(root);
  await checkEnvFile(root, ref);
  print("Building…");
  const manifest = await buildBundle(root);
  print(`${TARGET}: version ${manifest.version}, digest ${manifest.digest}\n`);
  const form: Form = sources ? { sources: await sourceDigest(root) } : { bundled: manifest };
  const steps = await stepsOf(root, ref, form);
  return { ref, steps: steps.filter(({ name }) => name === "functions" || !functions) };
}

const options = (() => {
  try {
    return readArguments();
  } catch (error) {
    return fail(error, USAGE_STATUS, `\n${USAGE}\n`);
  }
})();
const { ref, steps } = await prepare(options).catch((error) => fail(error, 1));
const done = await readAccount();
const complete = await runSteps({
  ...{ ref, steps, done, print, run, again: options.again, dryRun: options.dryRun },
  confirm: (question) => options.yes || confirm(question),
  save: () => Deno.writeTextFile(accountPath, JSON.stringify(done)),
});
if (!complete) Deno.exit(1);
print(
  options.dryRun
    ? "Nothing was changed."
    : `Deployed. Check it: npx -y deno@2.9.6 task doctor https://${ref}.supabase.co/functions/v1/mcp --sign-in`,
);
