// The documents match the code: tools, checks, tasks, variables, links, and where errors are handled.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { TOOLS } from "../supabase/functions/mcp/tools/mod.ts";
import { sourceFiles } from "./architecture/source_files.ts";
import { anchorsIn, linksIn } from "./document_links.ts";
import { SUPABASE_VERSION } from "./suites/supabase_cli.ts";
import { commandsIn, type Document, DOCUMENTS, readDocument, sectionOf } from "./documents.ts";

const ROOT = new URL("../", import.meta.url);
const texts = Object.fromEntries(
  await Promise.all(DOCUMENTS.map(async (path) => [path, await readDocument(path)])),
) as Record<Document, string>;
const readme = texts["README.md"];
const manual = texts["supabase/README.md"];
const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));

const NOT_RUN: Record<string, string> = {
  "npx supabase@3.1.0 login": "a person signs in",
  "cp supabase/functions/.env.example supabase/functions/.env": "tests fill in the file themselves",
  "npx supabase@3.1.0 start": "needs Docker",
  "npx supabase@3.1.0 functions serve": "needs Docker",
};

/** Commands by the test or suite that runs them. */
const RUN_BY: [command: RegExp, by: string][] = [
  [/^(pg_dump|psql) "\$(OLD_)?DATABASE" /, "tests/suites/operations/backup.ts"],
  [/^export SUPABASE_SECRET_KEY=/, "tests/_tools/admin/admin_test.ts"],
  [/^npx -y deno@2\.9\.6 task( |$)/, ".ci/run"],
  [/^npx -y deno@2\.9\.6 test -P /, ".ci/run"],
  [/^npx supabase@3\.1\.0 (link|secrets set|functions deploy) /, "tests/suites/deploy.ts"],
  [/^npx supabase@3\.1\.0 db push --remote$/, "tests/suites/deploy/rehearsal.ts"],
  [/^(MCP=|TOKEN=|curl .*(\$MCP|127\.0\.0\.1))/, "tests/suites/first_run.ts"],
  [/^curl .*https:\/\/mcp\.example\.com/, "tests/suites/proxy.ts"],
  [/^npx -y @modelcontextprotocol\/inspector@2\.12\.0 --cli /, "tests/suites/clients/inspector.ts"],
];

Deno.test("README.md has at most 220 lines", () => {
  assert.ok(readme.split("\n").length <= 221);
});

Deno.test("README § Tools lists TOOLS in its order, with what each tool needs", () => {
  const rows = rowsOf(sectionOf(readme, "Tools")).map(([name, needs]) => [name, needs]);
  const expected = TOOLS.map(({ name, requires }) => [
    `\`${name}\``,
    requires === "public" ? "nothing" : `sign-in, scope \`${requires.join(" ")}\``,
  ]);
  const missing = expected.filter(([name]) => !rows.some(([listed]) => listed === name));
  assert.deepEqual(
    missing.map(([name, needs]) => `README.md § Tools lacks | ${name} | ${needs} | what it does |`),
    [],
  );
  assert.deepEqual(rows, expected);
});

Deno.test("documents name only tools that exist", () => {
  const example = sectionOf(readme, "Add a tool");
  const names = new Set(TOOLS.map(({ name }) => name));
  for (const [path, text] of Object.entries(texts)) {
    const named = text.replace(example, "").match(/\bartifact\.[a-z]+\b(?!\.ts)/g) ?? [];
    // A file, or a member of an object.
    const unknown = named.filter((name) => !names.has(name) && !/\.(ts|id)$/.test(name));
    assert.deepEqual(unknown, [], path);
  }
});

Deno.test("§ When it does not connect names only checks of the doctor", async () => {
  const [symptoms = ""] = sectionOf(manual, "When it does not connect").split("\n### ");
  const named = rowsOf(symptoms).flatMap(([, checks = ""]) => codeIn(checks));
  assert.ok(named.length > 20);
  const tools = await sourceFiles(fileURLToPath(new URL("supabase/functions/_tools", ROOT)));
  const source = tools.map(({ text }) => text).join("");
  assert.deepEqual(named.filter((name) => !source.includes(`"${name}"`)), []);
});

Deno.test("documents name only tasks that exist", () => {
  const named = Object.values(texts).flatMap((text) =>
    [...text.matchAll(/(?:`|deno@2\.9\.6 )task ([a-z][a-z:-]*)/g)].map(([, task]) => task ?? "")
  );
  assert.ok(named.length > 40);
  assert.deepEqual(named.filter((task) => !(task in tasks)), []);
});

Deno.test("tests/README § Suites lists tasks that exist, and every suite", () => {
  const listed = rowsOf(sectionOf(texts["tests/README.md"], "Suites")).flatMap(([task = ""]) =>
    codeIn(task)
  );
  assert.deepEqual(listed.filter((task) => !(task in tasks)), []);
  const suites = Object.keys(tasks).filter((task) => task.startsWith("test:"));
  assert.deepEqual(suites.filter((task) => !listed.includes(task)), []);
});

Deno.test("SECURITY § Threat model names only suites that exist", () => {
  const proofs = rowsOf(sectionOf(texts[".github/SECURITY.md"], "Threat model"))
    .flatMap(([, , proof = ""]) => codeIn(proof));
  const suites = proofs.filter((proof) => /^(test:)?[a-z]+$/.test(proof));
  assert.ok(suites.length > 10);
  assert.deepEqual(suites.filter((suite) => !(suite in tasks) && !(`test:${suite}` in tasks)), []);
});

Deno.test("every file of the tests that a document names exists", async () => {
  const named = Object.values(texts).flatMap((text) =>
    [...text.matchAll(/`(tests\/[\w/.-]+\w)\/?`/g)].map(([, path]) => path ?? "")
  );
  assert.ok(named.length > 20);
  for (const path of named) await Deno.stat(new URL(path, ROOT));
});

Deno.test("every link between documents leads to a file, and to a heading that it has", async () => {
  for (const [path, text] of Object.entries(texts)) {
    for (const link of linksIn(text)) {
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? new URL(path, ROOT) : new URL(file, new URL(path, ROOT));
      await assert.doesNotReject(Deno.stat(target), `${path} links to ${link}`);
      if (anchor === undefined) continue;
      const anchors = anchorsIn(await Deno.readTextFile(target));
      assert.ok(anchors.includes(anchor), `${path} links to ${link}`);
    }
  }
});

Deno.test("a link whose text is a file's name leads to that file", () => {
  for (const [path, text] of Object.entries(texts)) {
    for (const [link, shown = "", target = ""] of text.matchAll(/\[`([^`]+\.ts)`\]\(([^)#]+)/g)) {
      assert.ok(`/${target}`.endsWith(`/${shown}`), `${path}: ${link}`);
    }
  }
});

/** Files with commands to copy, in addition to documents and sources. */
const COPIED_FROM = [
  "deno.json",
  "supabase/config.toml",
  "supabase/functions/.env.example",
  ".github/ISSUE_TEMPLATE/bug.yml",
  ".github/pull_request_template.md",
];
/** Except in what the tool itself prints, "Finished supabase link." */
const SUPABASE_COMMAND =
  /(?<!Finished )(?:npx (?:-y )?)?\bsupabase(?:@[\w.]+)?(?= (?:login|link|secrets|db|functions|start|stop|test|gen|migration)\b)/g;

Deno.test("every text that names a command of Supabase's tool names the version of the tests", async () => {
  const sources = await sourceFiles(fileURLToPath(new URL("supabase/functions", ROOT)));
  const others = COPIED_FROM.map((path) => Deno.readTextFile(new URL(path, ROOT)));
  const all = [
    ...Object.values(texts),
    ...sources.map(({ text }) => text),
    ...await Promise.all(others),
  ];
  const named = all.flatMap((text) => [
    ...text.match(SUPABASE_COMMAND) ?? [],
    ...text.match(/\bnpx (?:-y )?supabase\b(?:@[\d.]*\d)?/g) ?? [],
  ]);
  assert.ok(named.length > 25);
  const pinned = `npx supabase@${SUPABASE_VERSION}`;
  assert.deepEqual([...new Set(named)].filter((each) => each !== pinned), []);
});

Deno.test("every command in a document is run by a test or suite", async () => {
  for (const [path, text] of Object.entries(texts)) {
    for (const command of commandsIn(text)) {
      if (command in NOT_RUN) continue;
      const by = RUN_BY.find(([pattern]) => pattern.test(command))?.[1];
      assert.ok(by, `${path}: nothing runs ${command}`);
      await Deno.stat(new URL(by, ROOT));
      const file = /(tests\/\S+_test\.ts)$/.exec(command)?.[1];
      if (file) await Deno.stat(new URL(file, ROOT));
    }
  }
});

Deno.test("README § Deploy has commands of the manual's § Connect, in its order", () => {
  const commands = commandsIn(sectionOf(readme, "Deploy"));
  assert.equal(commands.length, 7);
  const full = commandsIn(sectionOf(manual, "Connect"));
  assert.deepEqual(full.filter((command) => commands.includes(command)), commands);
});

Deno.test("§ Variables, .env.example and the functions name the same variables", async () => {
  const rows = rowsOf(sectionOf(manual, "Variables")).map(([names = "", needed = ""]) => {
    return { names: codeIn(names), platform: needed === "set by Supabase" };
  });
  const variables = rows.filter(({ platform }) => !platform).flatMap(({ names }) => names);
  const example = await Deno.readTextFile(new URL("supabase/functions/.env.example", ROOT));
  const set = [...example.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
  assert.deepEqual(variables.toSorted(), set.toSorted());
  const sources = await sourceFiles();
  const functions = sources.filter(({ path }) => !path.startsWith("_tools/"));
  for (const name of rows.flatMap(({ names }) => names)) {
    assert.ok(functions.some(({ text }) => text.includes(`"${name}"`)), `nothing reads ${name}`);
  }
  for (const name of codeIn(sectionOf(readme, "Main variables")).filter(isVariable)) {
    assert.ok(variables.includes(name), name);
  }
});

Deno.test("§ Where errors are handled names every file of the functions that catches", async () => {
  const table = sectionOf(texts["supabase/functions/README.md"], "Where errors are handled");
  const catching = (await sourceFiles())
    .filter(({ path }) => !/^(_tools|mcp\/views)\//.test(path))
    .filter(({ text }) => /\bcatch\b|\.catch\(|\bonError\(/.test(text.replace(/\/\/.*/g, "")))
    .map(({ path }) => path);
  assert.ok(catching.length > 20);
  const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);
  assert.deepEqual(catching.filter((path) => !table.includes(nameOf(path))), []);
});

/** The body rows of a text's tables, as cells. */
function rowsOf(markdown: string): string[][] {
  const lines = markdown.split("\n").map((line) => line.trim());
  return lines
    .filter((line, at) => line.startsWith("|") && !/^\|[-| ]+\|$/.test(lines[at + 1] ?? ""))
    .filter((line) => !/^\|[-| ]+\|$/.test(line))
    .map((line) => line.slice(1, -1).split("|").map((cell) => cell.trim()));
}

/** The inline code of a text. */
function codeIn(markdown: string): string[] {
  return [...markdown.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? "");
}

function isVariable(code: string): boolean {
  return /^[A-Z]+_[A-Z_]+$/.test(code);
}
