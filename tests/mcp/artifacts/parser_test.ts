// Parsers that are built at their first use: the first use parses like every other.

import assert from "node:assert/strict";
import * as z from "zod";
import { parserOf } from "../../../supabase/functions/mcp/artifacts/parser.ts";

const schema = () =>
  z.object({ id: z.string().min(2), tags: z.array(z.strictObject({ tag: z.int() })).default([]) });

Deno.test("a parser builds its schema once, at its first use", () => {
  let built = 0;
  const parser = parserOf(() => {
    built++;
    return schema();
  });
  assert.equal(built, 0);
  for (let use = 0; use < 3; use++) parser.parse({ id: "ab" });
  assert.equal(parser.schema(), parser.schema());
  assert.equal(built, 1);
});

Deno.test("the first use returns and rejects what the later uses do", () => {
  const values = [
    { id: "ab", more: 1 },
    { tags: [{ tag: 1 }], id: "ab" },
    { id: "a", tags: [{ tag: 1.5, more: 1 }] },
    {},
    null,
  ];
  for (const value of values) {
    const used = parserOf(schema);
    used.safeParse({});
    const [first, later] = [parserOf(schema).safeParse(value), used.safeParse(value)];
    assert.equal(JSON.stringify(first), JSON.stringify(later), JSON.stringify(value));
    assert.equal(first.success, schema().safeParse(value).success);
  }
});
