// `deno task admin`: operators' commands for one user, one share, or the whole project.

import { fileURLToPath } from "node:url";
import { isLoopback } from "../../_shared/loopback.ts";
import { createPseudonyms } from "../../_shared/pseudonym.ts";
import { linkedProject } from "../linked_project.ts";
import { programArguments } from "../program_arguments.ts";
import { hanging, write } from "../terminal.ts";
import { readVariables } from "../variables.ts";
import type { Command, Context } from "./command.ts";
import { createDataApi, DataApiError } from "./data_api.ts";
import { PROJECT_COMMANDS } from "./project_commands.ts";
import { USER_COMMANDS } from "./user_commands.ts";

const COMMANDS = { ...USER_COMMANDS, ...PROJECT_COMMANDS };

const USAGE = `Usage: deno task admin <command> [--yes] [--json]

${
  Object.entries(COMMANDS).map(([name, { argument, summary }]) =>
    `  ${`${name}${argument ? ` <${argument}>` : ""}`.padEnd(19)}${summary}`
  ).join("\n")
}

  --yes    run without confirmation
  --json   print the outcome as JSON

Variable SUPABASE_SECRET_KEY is the project's secret key (sb_secret_…). Variable SUPABASE_URL is the project's
URL; default: that of the linked project.
Exit status: 0 done, 1 declined, 2 wrong usage, 3 failed.`;
const DECLINED_STATUS = 1;
const USAGE_STATUS = 2;
const FAILED_STATUS = 3;

const FORMS = {
  user: { pattern: /^user_[A-Za-z0-9]+$/, name: "a user id (user_…)" },
  share: { pattern: /^[A-Za-z0-9_-]{32}$/, name: "a share (32 characters)" },
  pseudonym: { pattern: /^[0-9a-f]{16}$/, name: "a pseudonym (16 hexadecimal digits)" },
};

/** A missing or unknown command. In addition to the message, the usage is printed. */
class WrongCommand extends Error {}

function readArguments() {
  // Does not use `parseArgs`, which would parse a share that begins with a dash as an option.
  const args = programArguments(USAGE);
  const [yes, json] = [args.includes("--yes"), args.includes("--json")];
  const words = args.filter((arg) => arg !== "--yes" && arg !== "--json");
  const [name = "", argument = "", ...more] = words;
  if (name === "") throw new WrongCommand("Give a command.");
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new WrongCommand(`There is no command ${name}.`);
  const form = command.argument && FORMS[command.argument];
  if (form && !form.pattern.test(argument)) throw new Error(`Give ${form.name} after ${name}.`);
  const unknown = form ? more[0] : [argument, ...more].find((word) => word !== "");
  if (unknown !== undefined) throw new Error(`${name} does not take ${unknown}. Remove it.`);
  if (command.question && !yes && (json || !Deno.stdin.isTerminal())) {
    throw new Error(
      `${name} asks for confirmation, which needs a terminal and no --json. Add --yes to skip it.`,
    );
  }
  return { command, argument, yes, json, secretKey: readSecretKey() };
}

function readSecretKey(): string {
  const key = Deno.env.get("SUPABASE_SECRET_KEY")?.trim();
  if (key) return key;
  throw new Error(
    "SUPABASE_SECRET_KEY is not set. Copy it from Supabase's dashboard (Settings, API keys).",
  );
}

// Every request carries the secret key, so http is allowed for loopback only.
async function projectUrl(): Promise<string> {
  const text = Deno.env.get("SUPABASE_URL")?.trim();
  if (!text) {
    const root = fileURLToPath(new URL("../../../../", import.meta.url)).replace(/\/$/, "");
    return `https://${await linkedProject(root)}.supabase.co`;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname))) {
    return url.origin;
  }
  throw new Error("SUPABASE_URL must be an https URL, or http on loopback. Nothing was sent.");
}

function fail(error: unknown, status: number, more = ""): never {
  write(Deno.stderr, `${error instanceof Error ? error.message : error}\n${more}`);
  Deno.exit(status);
}

async function isDeclined(command: Command, context: Context, yes: boolean): Promise<boolean> {
  if (yes || !command.question) return false;
  return !confirm(`${new URL(url).host}: ${await command.question(context)} Type y for yes.`);
}

const { command, argument, yes, json, secretKey } = (() => {
  try {
    return readArguments();
  } catch (error) {
    return fail(error, USAGE_STATUS, error instanceof WrongCommand ? `\n${USAGE}\n` : "");
  }
})();
const url = await projectUrl().catch((error) => fail(error, USAGE_STATUS, ""));
const context: Context = {
  api: createDataApi(url, secretKey),
  pseudonymOf: createPseudonyms(readVariables()("CLERK_SECRET_KEY") ?? secretKey),
  argument,
  write: (text) => write(Deno.stdout, text),
  progress: (text) => write(Deno.stderr, `${text}\n`),
};
if (command === COMMANDS.forget || command === COMMANDS.purge) {
  Deno.addSignalListener("SIGINT", () => {
    fail(
      "Interrupted. To continue, run the command again or wait for the nightly purge.",
      FAILED_STATUS,
    );
  });
}
try {
  if (await isDeclined(command, context, yes)) fail("Nothing was changed.", DECLINED_STATUS);
  const outcome = await command.run(context);
  // Command export writes the artifacts to standard output, so its outcome goes to standard error.
  const stream = command === COMMANDS.export ? Deno.stderr : Deno.stdout;
  const text = json ? JSON.stringify(outcome.json) : outcome.text.split("\n").map(wrap).join("\n");
  write(stream, `${text}\n`);
} catch (error) {
  if (!(error instanceof DataApiError)) throw error;
  fail(`Failed: ${error.message}.`, FAILED_STATUS);
}

// Rows of a list contain two spaces. They are not wrapped, so that operators can copy them.
function wrap(line: string): string {
  return line.includes("  ") ? line : hanging(line);
}
