// The README tells of every tool there is, and of each who may call it.

import assert from "node:assert/strict";
import { TOOLS } from "../supabase/functions/mcp/tools/mod.ts";

const readme = await Deno.readTextFile(new URL("../README.md", import.meta.url));

Deno.test("README § Tools is the catalogue, in its order, with what each tool needs", () => {
  const section = /\n## Tools\n([^]*?)\n## /.exec(readme)?.[1] ?? "";
  const rows = [...section.matchAll(/^\| `([\w.]+)` +\| (.*?) +\| /gm)].map(([, name, needs]) => [
    name,
    needs,
  ]);
  const expected = TOOLS.map(({ name, requires }) => [
    name,
    requires === "nobody" ? "nothing" : `sign-in, scope \`${requires.join(" ")}\``,
  ]);
  assert.deepEqual(rows, expected);
});

Deno.test("the README names no tool that there is not", () => {
  const example = /\n## Add a tool\n([^]*?)\n## /.exec(readme)?.[1] ?? "";
  const named = readme.replace(example, "").match(/\bartifact\.[a-z]+\b(?!\.ts)/g) ?? [];
  const names = new Set(TOOLS.map(({ name }) => name));
  assert.deepEqual(named.filter((name) => !names.has(name)), []);
});
