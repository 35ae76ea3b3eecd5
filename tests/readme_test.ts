// The README lists every tool and who may call it; tasks and files that the manuals name exist.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { TOOLS } from "../supabase/functions/mcp/tools/mod.ts";
import { sourceFiles } from "./architecture/source_files.ts";

const ROOT = new URL("../", import.meta.url);
const readme = await Deno.readTextFile(new URL("README.md", ROOT));
const manuals = (await Promise.all(
  ["README.md", "supabase/README.md", "tests/bench/README.md"].map((file) =>
    Deno.readTextFile(new URL(file, ROOT))
  ),
)).join("\n");

Deno.test("README § Tools is the catalogue, in its order, with what each tool needs", () => {
  const section = /\n## Tools\n([^]*?)\n## /.exec(readme)?.[1] ?? "";
  const rows = [...section.matchAll(/^\| `([\w.]+)` +\| (.*?) +\| /gm)].map(([, name, needs]) => [
    name,
    needs,
  ]);
  const expected = TOOLS.map(({ name, requires }) => [
    name,
    requires === "public" ? "nothing" : `sign-in, scope \`${requires.join(" ")}\``,
  ]);
  assert.deepEqual(rows, expected);
});

Deno.test("the README names no tool that there is not", () => {
  const example = /\n## Add a tool\n([^]*?)\n## /.exec(readme)?.[1] ?? "";
  const named = readme.replace(example, "").match(/\bartifact\.[a-z]+\b(?!\.ts)/g) ?? [];
  const names = new Set(TOOLS.map(({ name }) => name));
  assert.deepEqual(named.filter((name) => !names.has(name)), []);
});

Deno.test("every check that README § When it does not connect sends to is one of the doctor's", async () => {
  const [, section = ""] = /\n### When it does not connect\n([^]*?)\n### /.exec(readme) ?? [];
  const named = [...section.matchAll(/^\|[^|]*\|([^|]*)\|/gm)]
    .flatMap(([, cell = ""]) => [...cell.matchAll(/`([a-z][\w -]*)`/gi)].map(([, name]) => name));
  assert.ok(named.length > 20);
  const tools = await sourceFiles(fileURLToPath(new URL("supabase/functions/_tools", ROOT)));
  const source = tools.map(({ text }) => text).join("");
  assert.deepEqual(named.filter((name) => !source.includes(`"${name}"`)), []);
});

Deno.test("every task and every file of the tests that the README names is there", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const named = [...manuals.matchAll(/\btask ([a-z][a-z:-]*)/g)].map(([, task]) => task ?? "");
  assert.ok(named.length > 20);
  assert.deepEqual(named.filter((task) => !(task in tasks)), []);
  const [, security = ""] = /\n## Security\n([^]*?)\n## /.exec(readme) ?? [];
  const suites = [...security.matchAll(/`(?:test:)?([a-z]+)`/g)].map(([, suite]) => suite ?? "");
  assert.ok(suites.length > 10);
  const isTask = (suite: string) => suite in tasks || `test:${suite}` in tasks;
  assert.deepEqual(
    suites.filter((suite) => !isTask(suite) && !["mcp", "tokens"].includes(suite)),
    [],
  );
  const files = [...manuals.matchAll(/`(tests\/[\w/.]+)`|\((tests\/[\w/.]+)\)/g)];
  assert.ok(files.length > 3);
  for (const [, quoted, linked] of files) await Deno.stat(new URL(quoted ?? linked ?? "", ROOT));
});
