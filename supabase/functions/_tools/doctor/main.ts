// `deno task doctor <MCP URL>`: follows the steps of real clients and prints a fix for each problem.

import { DEFAULT_WIDTH, write } from "../terminal.ts";
import { programArguments } from "../program_arguments.ts";
import { openBrowser } from "./browser.ts";
import { examine } from "./examine.ts";
import { createSend } from "./exchange.ts";
import { affectedClients, exitStatus, type Finding } from "./finding.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { createProgress } from "./progress.ts";
import { affectedLines, findingLines, heading, summary } from "./table.ts";

const USAGE_STATUS = 2;
const MAX_WIDTH = 100;

function optionsOrUsage(): Options {
  try {
    return readOptions(programArguments(USAGE), (name) => Deno.env.get(name));
  } catch (error) {
    write(Deno.stderr, `${error instanceof Error ? error.message : error}\n\n${USAGE}\n`);
    Deno.exit(USAGE_STATUS);
  }
}

function styleOfTerminal() {
  const isTerminal = Deno.stdout.isTerminal();
  const columns = isTerminal ? Deno.consoleSize().columns : DEFAULT_WIDTH;
  return { width: Math.min(columns, MAX_WIDTH), colours: isTerminal && !Deno.noColor };
}

const { url, audience, signIn, register, token, json } = optionsOrUsage();
const style = styleOfTerminal();
const progress = createProgress(
  (text) => write(Deno.stderr, text),
  Deno.stderr.isTerminal() && !json,
);
const print = (line: string) => {
  progress.clear();
  write(Deno.stdout, `${line}\n`);
};

function showSignInPage(address: string): void {
  progress.clear();
  write(Deno.stderr, `If no browser opens, sign in at this URL:\n${address}\n`);
  openBrowser(address);
}

const findings: Finding[] = [];
if (!json) { for (const line of heading(style)) print(line); }
try {
  const examination = examine({
    url,
    audience,
    token,
    send: createSend(fetch),
    register,
    openBrowser: signIn ? showSignInPage : undefined,
    onStep: progress.step,
  });
  for await (const finding of examination) {
    findings.push(finding);
    if (!json) { for (const line of findingLines(finding, style)) print(line); }
  }
} finally {
  progress.stop();
}
if (json) {
  const affected = affectedClients(findings);
  print(JSON.stringify({ url, client: audience, summary: summary(findings), affected, findings }));
} else {
  print(`\n${summary(findings)}`);
  for (const line of affectedLines(findings, style)) print(line);
}
Deno.exit(exitStatus(findings));
