// `deno task conformance`: the official suite against the real server on the local stack, and against
// the fixture with the suite's reference tools on the same protocol edge. Prints a table for each and
// holds both to the committed ones; `-- --write` renews those.

import { fileURLToPath } from "node:url";
import { startStack } from "../local/stack.ts";
import { readExpectedFailures, surprises } from "./expected_failures.ts";
import { startFixture } from "./fixture/server.ts";
import { runSuite, SELECTIONS } from "./official_suite.ts";
import { type Column, renderTable } from "./table.ts";

const RESULTS = fileURLToPath(new URL("./RESULTS.md", import.meta.url));

interface Target {
  mcpUrl: string;
  stop(): Promise<void>;
}

const TARGETS: Record<string, { title: string; start(): Promise<Target> | Target }> = {
  // The suite has no token, so handshakes are open: see MCP_SIGN_IN.
  server: {
    title: "The real server with MCP_SIGN_IN=call, without a token",
    start: () => startStack({ environment: { MCP_SIGN_IN: "call" } }),
  },
  fixture: { title: "The suite's reference tools on our protocol edge", start: startFixture },
};

function say(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}

async function measure(name: string, { title, start }: (typeof TARGETS)[string]) {
  const expected = await readExpectedFailures(name);
  const target = await start();
  const columns: Column[] = [];
  try {
    for (const selection of SELECTIONS) {
      const findings = await runSuite(selection, target.mcpUrl);
      columns.push({ selection, findings });
    }
  } finally {
    await target.stop();
  }
  const wrong = surprises(expected, columns.map(({ findings }) => findings));
  return { section: `## ${title}\n\n${renderTable(columns, expected)}\n`, wrong };
}

const sections: string[] = [];
const problems: string[] = [];
for (const [name, target] of Object.entries(TARGETS)) {
  const { section, wrong } = await measure(name, target);
  say(section);
  sections.push(section);
  problems.push(...wrong.map((sentence) => `${name}: ${sentence}`));
}

const committed = await Deno.readTextFile(RESULTS);
const [preface = "", ...tables] = committed.split(/\n(?=## )/);
if (Deno.args.includes("--write")) {
  await Deno.writeTextFile(RESULTS, [preface, ...sections].join("\n"));
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "-q", RESULTS] }).output();
} else if (withoutPadding(tables) !== withoutPadding(sections)) {
  problems.push(
    "the tables differ from tests/conformance/RESULTS.md: see above, or renew it with --write",
  );
}
problems.forEach(say);
if (problems.length > 0) Deno.exit(1);

// The formatter pads the cells of a table.
function withoutPadding(tables: readonly string[]): string {
  return tables.join("\n").replaceAll(/-{3,}/g, "---").replaceAll(/ +/g, " ").trim();
}
