// The families of hostile values keep to their limits, and none is missing. What they cost, `task test:costs` tells.

import assert from "node:assert/strict";
import { EDITS } from "./edits.ts";
import { JSON_TEXTS } from "./json_texts.ts";
import { QUERIES, queryOf } from "./queries.ts";
import { KEPT, TEXTS } from "./texts.ts";
import { unknownArguments } from "./tool_probes.ts";

const bytes = (text: string) => new TextEncoder().encode(text).length;

Deno.test("a hostile text fills its room and no more", () => {
  for (const [name, write] of Object.entries(TEXTS)) {
    const content = bytes(write({ amount: 10_000, unit: "bytes" }));
    assert.ok(content <= 10_000 && content > 7_900, `${name}: ${content} bytes`);
    const title = [...write({ amount: 200, unit: "characters" })].length;
    assert.ok(title <= 200 && title >= 50, `${name}: ${title} characters`);
  }
});

Deno.test("a hostile JSON value has the requested size", () => {
  for (const [name, write] of Object.entries(JSON_TEXTS)) {
    const size = bytes(write(100_000));
    assert.ok(size > 90_000 && size < 101_000, `${name}: ${size} bytes`);
  }
});

Deno.test("queries and find texts keep to their limits", () => {
  for (const template of QUERIES) {
    assert.ok([...queryOf(template, 1_000)].length <= 1_000, template);
  }
  for (const [name, make] of Object.entries(EDITS)) {
    const { content, edits } = make({ amount: 200_000, unit: "bytes" });
    assert.ok(bytes(content) <= 200_000, name);
    assert.ok(edits.length <= 50 && edits.every(({ find }) => [...find].length <= 2_000), name);
    assert.ok(content.includes(edits[0]?.find ?? "\0") || name.includes("nowhere"), name);
  }
});

Deno.test("every name in KEPT is a name in TEXTS", () => {
  assert.deepEqual(KEPT.filter((name) => !(name in TEXTS)), []);
});

Deno.test("unknownArguments() returns tool and argument without hostile values", () => {
  const tool = {
    name: "new_tool",
    signedIn: true,
    inputSchema: { properties: { id: {}, colour: {} } },
  };
  assert.deepEqual(unknownArguments([tool]), ["new_tool.colour"]);
});
