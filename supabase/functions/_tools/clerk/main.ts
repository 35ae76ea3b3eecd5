// `deno task clerk:check` and `deno task clerk:setup`: Clerk's side of the connection, by its Backend API.

import { parseArgs } from "node:util";
import { parsePublicUrl } from "../../_shared/config.ts";
import { hanging, write } from "../terminal.ts";
import { readVariables } from "../variables.ts";
import { BackendApiError, createBackendApi } from "./backend_api.ts";
import { check } from "./check.ts";
import { setUp } from "./setup.ts";

const USAGE = `Usage: deno task clerk:check
       deno task clerk:setup [--dry-run | --yes]

  --dry-run   say what would be changed, and change nothing
  --yes       change without asking, where there is no terminal to ask at

CLERK_SECRET_KEY (and CLERK_API_URL) are read from the environment, else from supabase/functions/.env.
Exit status: 0 all is as needed, 1 something differs, 2 wrong usage, 3 could not tell.`;
const [USAGE_STATUS, UNCLEAR_STATUS] = [2, 3];

const print = (line: string) => write(Deno.stdout, `${hanging(line)}\n`);

function readArguments() {
  const [command, ...args] = Deno.args;
  if (command !== "check" && command !== "setup") throw new Error("Say check or setup.");
  const { values } = parseArgs({
    args,
    options: {
      "dry-run": { type: "boolean", default: false },
      "yes": { type: "boolean", default: false },
    },
  });
  const { "dry-run": dryRun, yes } = values;
  if (command === "check" && (dryRun || yes)) {
    throw new Error("clerk:check changes nothing anyway.");
  }
  if (dryRun && yes) throw new Error("--dry-run and --yes exclude each other.");
  if (command === "setup" && !dryRun && !yes && !Deno.stdin.isTerminal()) {
    throw new Error("There is no terminal to ask at: --dry-run or --yes.");
  }
  const lookup = readVariables();
  const secretKey = lookup("CLERK_SECRET_KEY");
  if (!secretKey || !/^sk_(test|live)_\w+$/.test(secretKey)) {
    throw new Error("CLERK_SECRET_KEY must be a Clerk secret key (sk_…).");
  }
  const apiUrl = parseApiUrl(lookup("CLERK_API_URL") ?? "https://api.clerk.com");
  return { command, dryRun, yes, secretKey, apiUrl };
}

// The secret key goes there with every request: in the clear to this machine at most.
function parseApiUrl(text: string): string {
  try {
    return parsePublicUrl(text.replace(/\/+$/, ""));
  } catch (error) {
    const reason = error instanceof Error ? error.message : "is malformed";
    throw new Error(`CLERK_API_URL ${reason}; nothing was sent.`);
  }
}

function argumentsOrUsage() {
  try {
    return readArguments();
  } catch (error) {
    write(Deno.stderr, `${error instanceof Error ? error.message : error}\n\n${USAGE}\n`);
    Deno.exit(USAGE_STATUS);
  }
}

const { command, dryRun, yes, secretKey, apiUrl } = argumentsOrUsage();
const api = createBackendApi(secretKey, apiUrl);
const kind = secretKey.startsWith("sk_live_") ? "production" : "development";
print(`Clerk, a ${kind} instance, at ${new URL(apiUrl).host}\n`);
try {
  const ask = (question: string) => yes || confirm(question);
  Deno.exitCode = command === "check"
    ? await check(api, print)
    : await setUp({ api, print, confirm: ask, dryRun });
} catch (error) {
  if (!(error instanceof BackendApiError)) throw error;
  write(Deno.stderr, `Cannot tell: ${error.message}.\n`);
  Deno.exitCode = UNCLEAR_STATUS;
}
