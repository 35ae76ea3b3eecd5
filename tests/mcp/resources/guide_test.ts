// The guide must not fall behind what it guides to.

import assert from "node:assert/strict";
import { KINDS, LIMITS } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import guide from "../../../supabase/functions/mcp/resources/guide.ts";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";

const { text } = await guide.read();

Deno.test("the guide tells of every tool that needs sign-in, every kind and every limit", () => {
  const tools = TOOLS.filter(({ requires }) => requires !== "nobody").map(({ name }) => name);
  for (const told of [...tools, ...Object.keys(KINDS)]) {
    assert.ok(text.includes(`\`${told}\``), told);
  }
  const { title_characters, content_bytes, tags, tag_characters } = LIMITS;
  for (const limit of [title_characters, content_bytes, tags, tag_characters]) {
    assert.match(text, new RegExp(`\\b${limit}\\b`));
  }
});

Deno.test("the guide names no tool that there is not", () => {
  const named = text.match(/`artifact\.\w+`/g) ?? [];
  const names = TOOLS.map(({ name }) => `\`${name}\``);
  for (const name of named) assert.ok(names.includes(name), name);
});
