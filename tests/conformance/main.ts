// `deno task conformance`: the official suite against the real server on the local stack, and against
// the fixture with the suite's reference tools on the same protocol edge. Prints a table for each and
// holds both to the committed ones; `-- --write` renews those.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Part, Parts } from "../local/parts.ts";
import { startStack } from "../local/stack.ts";
import { say } from "../local/terminal.ts";
import { readExpectedFailures, surprises } from "./expected_failures.ts";
import { startFixture } from "./fixture/server.ts";
import { runSuite, SELECTIONS } from "./official_suite.ts";
import { type Column, renderTable } from "./table.ts";

const RESULTS = fileURLToPath(new URL("./RESULTS.md", import.meta.url));

const { write } = parseArgs({ options: { write: { type: "boolean" } } }).values;

interface Target extends Part {
  mcpUrl: string;
}

const TARGETS: Record<string, { title: string; start(): Promise<Target> | Target }> = {
  // The suite has no token, so handshakes are open: see MCP_SIGN_IN.
  server: {
    title: "The real server with MCP_SIGN_IN=call, without a token",
    start: () => startStack({ environment: { MCP_SIGN_IN: "call" } }),
  },
  fixture: { title: "The suite's reference tools on our protocol edge", start: startFixture },
};

Deno.test("the official conformance suite finds only what is expected", async (t) => {
  const sections: string[] = [];
  for (const [name, target] of Object.entries(TARGETS)) {
    await t.step(`the ${name} has only expected failures, and each of them`, async () => {
      const { section, wrong } = await measure(name, target);
      say(section);
      sections.push(section);
      assert.deepEqual(wrong, []);
    });
  }
  const complete = () => assert.equal(sections.length, Object.keys(TARGETS).length, "incomplete");
  if (write) {
    await t.step("tests/conformance/RESULTS.md is renewed", async () => {
      complete();
      const [preface = ""] = await committed();
      await Deno.writeTextFile(RESULTS, [preface, ...sections].join("\n"));
      await new Deno.Command(Deno.execPath(), { args: ["fmt", "-q", RESULTS] }).output();
    });
  } else {
    await t.step("the tables are those of tests/conformance/RESULTS.md", async () => {
      complete();
      const [, ...tables] = await committed();
      assert.equal(withoutPadding(sections), withoutPadding(tables), "renew it with -- --write");
    });
  }
});

async function measure(name: string, { title, start }: (typeof TARGETS)[string]) {
  const expected = await readExpectedFailures(name);
  await using parts = new Parts();
  const target = await parts.add(start());
  const columns: Column[] = [];
  for (const selection of SELECTIONS) {
    const findings = await runSuite(selection, target.mcpUrl);
    columns.push({ selection, findings });
  }
  const wrong = surprises(expected, columns.map(({ findings }) => findings));
  return { section: `## ${title}\n\n${renderTable(columns, expected)}\n`, wrong };
}

/** The committed file: its preface, and a section for each target. */
async function committed(): Promise<string[]> {
  return (await Deno.readTextFile(RESULTS)).split(/\n(?=## )/);
}

// The formatter pads the cells of a table.
function withoutPadding(tables: readonly string[]): string {
  return tables.join("\n").replaceAll(/-{3,}/g, "---").replaceAll(/ +/g, " ").trim();
}
