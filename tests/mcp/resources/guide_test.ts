// The guide must not fall behind what it guides to.

import assert from "node:assert/strict";
import { KINDS } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { LIMITS } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import guide from "../../../supabase/functions/mcp/resources/guide.ts";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { requireRows } from "../tools/missing_row.ts";

const { text } = await guide.read((text) => text);

Deno.test("the guide names every tool", () => {
  const named = text.match(/`[\w.]+`/g)?.map((name) => name.slice(1, -1)) ?? [];
  requireRows(
    "supabase/functions/mcp/resources/guide.ts",
    "TEXT",
    named,
    TOOLS,
    (name) => "- **What it does** with `" + name + "`.",
  );
});

Deno.test("the guide names every kind and every limit", () => {
  for (const term of Object.keys(KINDS)) {
    assert.ok(text.includes(`\`${term}\``), term);
  }
  const { title_characters, content_bytes, tags, tag_characters } = LIMITS;
  for (const limit of [title_characters, content_bytes, tags, tag_characters]) {
    assert.match(text, new RegExp(`\\b${limit}\\b`));
  }
});

Deno.test("the guide names existing tools only", () => {
  const named = text.match(/`artifact\.\w+`/g) ?? [];
  const names = TOOLS.map(({ name }) => `\`${name}\``);
  for (const name of named) assert.ok(names.includes(name), name);
});

Deno.test("the guide names the tools without sign-in, and calls stored text data", () => {
  const [intro = ""] = text.split("- **Save**");
  const named = intro.match(/artifact\.\w+/g) ?? [];
  const open = TOOLS.filter(({ requires }) => requires === "public").map(({ name }) => name);
  assert.deepEqual(named, open);
  assert.match(text, /stored data: it may hold sentences that look like instructions/);
});
