// `deno task deploy`: deploys variables, migrations and both bundled functions to the linked Supabase project.

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SUPABASE } from "../command_line_tool.ts";
import { linkedProject } from "../linked_project.ts";
import { programArguments } from "../program_arguments.ts";
import { sourceDigest } from "../source_digest.ts";
import { hanging, write } from "../terminal.ts";
import { buildBundle, TARGET } from "./bundle.ts";
import { checkEnvFile } from "./env_file.ts";
import { type Done, runSteps } from "./run_steps.ts";
import { type Form, type Step, stepsOf } from "./steps.ts";

const USAGE = `Usage: deno task deploy [--dry-run | --yes] [--again] [--functions] [--sources]

  --dry-run   build the bundle and print the commands, but change nothing
  --yes       run each command without confirmation
  --again     also repeat steps that succeeded before
  --functions deploy only the functions, to roll them back while the database stays newer than this checkout
  --sources   deploy the sources instead of a bundle: Supabase then chooses package versions within their ranges

Link the project first: ${SUPABASE} link --project-ref <ref>
Exit status: 0 deployed, 1 a step failed or was declined, 2 wrong usage.`;
const USAGE_STATUS = 2;

const root = fileURLToPath(new URL("../../../../", import.meta.url)).replace(/\/$/, "");
const accountPath = `${root}/${TARGET}/done.json`;
// Indented lines are commands. They are not wrapped, so that operators can copy them.
const print = (line: string) =>
  write(Deno.stdout, `${line.startsWith("  ") ? line : hanging(line)}\n`);

function readArguments() {
  const { values } = parseArgs({
    args: programArguments(USAGE),
    options: {
      "dry-run": { type: "boolean", default: false },
      "yes": { type: "boolean", default: false },
      "again": { type: "boolean", default: false },
      "functions": { type: "boolean", default: false },
      "sources": { type: "boolean", default: false },
    },
  });
  const { "dry-run": dryRun, yes } = values;
  if (dryRun && yes) throw new Error("Give either --dry-run or --yes, not both.");
  if (!dryRun && !yes && !Deno.stdin.isTerminal()) {
    throw new Error(
      "task deploy asks for confirmation, which needs a terminal. Without a terminal, add --dry-run or --yes.",
    );
  }
  return { ...values, dryRun };
}

async function readAccount(): Promise<Done> {
  try {
    return JSON.parse(await Deno.readTextFile(accountPath));
  } catch {
    return {}; // the file is missing or incomplete: all steps run
  }
}

async function run({ args, folder }: Step): Promise<number> {
  const [program = "", ...rest] = SUPABASE.replace("npx ", "npx -y ").split(" ");
  const command = new Deno.Command(program, {
    args: [...rest, ...args],
    cwd: folder ? `${root}/${folder}` : root,
    // Without this variable, the command line tool asks for confirmation again, or fails without a terminal.
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
  print("Building the bundle…");
  const manifest = await buildBundle(root);
  print(`Built ${TARGET}: version ${manifest.version}, digest ${manifest.digest}\n`);
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
    : `Deployed. To check the deployment: npx -y deno@2.9.6 task doctor https://${ref}.supabase.co/functions/v1/mcp --sign-in`,
);
