// The text behind `resource_documentation`.

import assert from "node:assert/strict";
import { TOOLS } from "../../supabase/functions/mcp/tools/mod.ts";
import { documentation } from "../../supabase/functions/well-known/documentation.ts";

const RESOURCE = "https://project.supabase.co/functions/v1/mcp";
const text = documentation(RESOURCE, TOOLS, "dotted");

Deno.test("the documentation has the URL to enter on a line of its own", () => {
  assert.ok(text.split("\n").some((line) => line.trim() === RESOURCE));
});

for (const { name, description, requires } of TOOLS) {
  Deno.test(`the documentation says what ${name} does and what it requires`, () => {
    const access = requires === "public" ? "no sign-in" : `sign-in, scope ${requires.join(" ")}`;
    assert.ok(text.includes(`- ${name} (${access}): ${description}\n`));
  });
}

Deno.test("the documentation is plain text: the platform serves no HTML", () => {
  assert.doesNotMatch(text, /<[a-z!/]/i);
  assert.ok(text.startsWith("# Artifacts\n") && text.endsWith("\n"));
});

Deno.test("the documentation names tools in the form that clients are shown", () => {
  const text = documentation(RESOURCE, TOOLS, "underscored");
  for (const { name } of TOOLS) assert.ok(text.includes(`- ${name.replace(".", "_")} (`), name);
  assert.doesNotMatch(text, /artifact\.[a-z]/);
});
