// `deno task clerk:check` and `deno task clerk:setup`: check or change Clerk's settings through its Backend API.

import { parseArgs } from "node:util";
import { parsePublicUrl } from "../../_shared/config.ts";
import { programArguments } from "../program_arguments.ts";
import { hanging, write } from "../terminal.ts";
import { readVariables } from "../variables.ts";
import { BackendApiError, createBackendApi } from "./backend_api.ts";
import { check } from "./check.ts";
import { setUp } from "./setup.ts";

const USAGE = `Usage: deno task clerk:check
       deno task clerk:setup [--dry-run | --yes]

  --dry-run   print the changes without making them
  --yes       make the changes without confirmation, also without a terminal

CLERK_SECRET_KEY and the optional CLERK_API_URL are read from the environment, or from supabase/functions/.env.
Exit status: 0 all settings are correct, 1 a setting differs, 2 wrong usage, 3 no result.`;
const USAGE_STATUS = 2;
const UNCLEAR_STATUS = 3;

const print = (line: string) => write(Deno.stdout, `${hanging(line)}\n`);

function readArguments() {
  const [command, ...args] = programArguments(USAGE);
  if (command !== "check" && command !== "setup") {
    throw new Error("Give the command: check or setup.");
  }
  const { values } = parseArgs({
    args,
    options: {
      "dry-run": { type: "boolean", default: false },
      "yes": { type: "boolean", default: false },
    },
  });
  const { "dry-run": dryRun, yes } = values;
  if (command === "check" && (dryRun || yes)) {
    throw new Error("clerk:check takes no options, because it changes nothing.");
  }
  if (dryRun && yes) throw new Error("Give either --dry-run or --yes, not both.");
  if (command === "setup" && !dryRun && !yes && !Deno.stdin.isTerminal()) {
    throw new Error(
      "clerk:setup asks for confirmation, which needs a terminal. Without a terminal, add --dry-run or --yes.",
    );
  }
  const lookup = readVariables();
  const secretKey = lookup("CLERK_SECRET_KEY");
  if (!secretKey || !/^sk_(test|live)_\w+$/.test(secretKey)) {
    throw new Error(
      `CLERK_SECRET_KEY ${secretKey ? "must be a Clerk secret key (sk_…)" : "is not set"}. ` +
        "Copy it from Clerk's dashboard (API keys) into supabase/functions/.env.",
    );
  }
  const apiUrl = parseApiUrl(lookup("CLERK_API_URL") ?? "https://api.clerk.com");
  const webhookSecret = lookup("CLERK_WEBHOOK_SIGNING_SECRET");
  return { command, dryRun, yes, secretKey, apiUrl, webhookSecret };
}

// Every request to this URL carries the secret key, so http is allowed for loopback only.
function parseApiUrl(text: string): string {
  try {
    return parsePublicUrl(text.replace(/\/+$/, ""));
  } catch (error) {
    const reason = error instanceof Error ? error.message : "is malformed";
    throw new Error(`CLERK_API_URL ${reason}. Nothing was sent.`);
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

const { command, dryRun, yes, secretKey, apiUrl, webhookSecret } = argumentsOrUsage();
const api = createBackendApi(secretKey, apiUrl);
const kind = secretKey.startsWith("sk_live_") ? "production" : "development";
print(`Settings of the Clerk ${kind} instance, through ${new URL(apiUrl).host}\n`);
try {
  const ask = (question: string) => yes || confirm(question);
  Deno.exitCode = command === "check"
    ? await check(api, webhookSecret, print)
    : await setUp({ api, print, confirm: ask, dryRun });
} catch (error) {
  if (!(error instanceof BackendApiError)) throw error;
  write(Deno.stderr, `No result: ${error.message}.\n`);
  Deno.exitCode = UNCLEAR_STATUS;
}
