// Arguments as clients really send them: every kind of oddity, on every type of field.

import assert from "node:assert/strict";
import { z } from "zod";
import { parseArguments } from "../../../supabase/functions/mcp/primitives/arguments.ts";
import { readClientArguments } from "../../../supabase/functions/mcp/primitives/client_arguments.ts";
import { jsonSchemaOf } from "../../../supabase/functions/mcp/primitives/json_schema.ts";

const schema = z.strictObject({
  name: z.string(),
  text: z.string().optional(),
  kind: z.enum(["a", "b"]).optional(),
  count: z.int().default(20),
  ratio: z.number().optional(),
  flag: z.boolean().default(false),
  tags: z.array(z.string()).optional(),
  edits: z.array(z.strictObject({ find: z.string(), replace: z.string() })).optional(),
  place: z.strictObject({ line: z.int() }).optional(),
});
const jsonSchema = jsonSchemaOf(schema, "input");
const parse = (given: unknown) => parseArguments({ name: "t", parser: schema, jsonSchema }, given);
const DEFAULTS = { name: "n", count: 20, flag: false };

Deno.test("JSON texts of one call may hold together at most a body's number of values", () => {
  const edit = (values: number) =>
    JSON.stringify({ find: "f", replace: Array.from({ length: values }, () => 0) });
  const read = (...edits: string[]) =>
    readClientArguments(jsonSchema, { name: "n", edits }).args as { edits: unknown[] };
  assert.deepEqual(
    read(edit(45_000), edit(45_000)).edits.map((value) => typeof value),
    ["object", "object"],
  );
  const heavy = read(...Array.from({ length: 20 }, () => edit(45_000)));
  assert.deepEqual(
    heavy.edits.map((value) => typeof value),
    ["object", "object", ...Array.from({ length: 18 }, () => "string")],
  );
});

const ABSENT = ["text", "kind", "count", "ratio", "flag", "tags", "edits", "place"];
for (const empty of [null, ""]) {
  for (const field of ABSENT) {
    Deno.test(`${field}: ${JSON.stringify(empty)} means absent`, () => {
      assert.deepEqual(parse({ name: "n", [field]: empty }), { input: DEFAULTS, notes: [] });
    });
  }
}

Deno.test("a required text may be empty, and is not absent", () => {
  assert.deepEqual(parse({ name: "" }).input, { ...DEFAULTS, name: "" });
  assert.deepEqual(parse({ name: "n", edits: [{ find: "x", replace: "" }] }).input, {
    ...DEFAULTS,
    edits: [{ find: "x", replace: "" }],
  });
});

const EDIT = { find: "x", replace: "y" };
const AS_JSON_TEXT: [field: string, given: unknown, expected: unknown][] = [
  ["count", "5", 5],
  ["count", " 5 ", 5],
  ["count", "-5", -5],
  ["count", "1e3", 1000],
  ["ratio", "0.5", 0.5],
  ["flag", "true", true],
  ["flag", "False", false],
  ["tags", '["a","b"]', ["a", "b"]],
  ["tags", "[]", []],
  ["tags", ["a", null, "b"], ["a", "b"]],
  ["tags", '["a",null]', ["a"]],
  ["edits", [null, EDIT], [EDIT]],
  ["edits", JSON.stringify([EDIT]), [EDIT]],
  ["edits", [JSON.stringify(EDIT)], [EDIT]],
  ["place", '{"line":"3"}', { line: 3 }],
];
for (const [field, given, expected] of AS_JSON_TEXT) {
  Deno.test(`${field}: ${JSON.stringify(given)} is parsed to the type that is due`, () => {
    assert.deepEqual(parse({ name: "n", [field]: given }), {
      input: { ...DEFAULTS, [field]: expected },
      notes: [],
    });
  });
}

const NO_JSON_TEXT: [field: string, given: unknown][] = [
  ["count", "five"],
  ["count", "5 items"],
  ["count", "true"],
  ["count", "0x10"],
  ["count", "5.5"],
  ["count", true],
  ["flag", "yes"],
  ["flag", "1"],
  ["flag", 1],
  ["tags", "a,b"],
  ["tags", '{"a":1}'],
  ["edits", "[1]"],
  ["place", "[]"],
  ["kind", "c"],
  ["kind", "A"],
];
for (const [field, given] of NO_JSON_TEXT) {
  Deno.test(`${field}: ${JSON.stringify(given)} is refused by name, not guessed at`, () => {
    assert.throws(
      () => parse({ name: "n", [field]: given }),
      new RegExp(`^ToolError: Invalid arguments for t: ${field}`),
    );
  });
}

const NOT_TEXT: [given: unknown, text: string][] = [
  [{ a: 1 }, '{"a":1}'],
  [[1, { b: null }], '[1,{"b":null}]'],
  [2024, "2024"],
  [0.1, "0.1"],
  [true, "true"],
];
for (const [given, text] of NOT_TEXT) {
  Deno.test(`a text that came as ${text} is its JSON text, and the answer says so`, () => {
    assert.deepEqual(parse({ name: "n", text: given }), {
      input: { ...DEFAULTS, text },
      notes: ['Converted to JSON text, since only text is allowed: "text".'],
    });
  });
}

const LOSSY = ["9007199254740993", '{"id":12345678901234567890}', "[[1e400]]"];
for (const json of LOSSY) {
  Deno.test(`${json} where text is expected is refused: parsing has lost digits`, () => {
    const given = JSON.parse(`{"name":"n","text":${json}}`);
    assert.throws(() => parse(given), /Invalid arguments for t: text: .*expected string/);
  });
}

Deno.test("an object too deep to be written again is refused, and breaks nothing", () => {
  const deep = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
  assert.throws(() => parse({ name: "n", text: deep }), /text: .*expected string/);
  assert.throws(() => parse({ name: "n", tags: deep }), /tags/);
});

Deno.test("fields of hosts and frameworks are ignored and named, at any depth", () => {
  const { input, notes } = parse({
    name: "n",
    toolCallId: "call_1",
    task_progress: "- [ ] list",
    edits: [{ ...EDIT, reason: "typo" }],
  });
  assert.deepEqual(input, { ...DEFAULTS, edits: [EDIT] });
  assert.equal(
    notes[0],
    'Ignored unknown fields: "toolCallId", "task_progress", "edits.0.reason" (known fields: name, text, ' +
      "kind, count, ratio, flag, tags, edits, place; known fields of edits.0: find, replace).",
  );
});

Deno.test("a schema that says true of a field lets every value through", () => {
  const open = { type: "object", properties: { any: true } };
  assert.deepEqual(readClientArguments(open, { any: { a: null } }).args, { any: { a: null } });
});

Deno.test("of a list that is too long, one item more than may be reaches the schema", () => {
  const tags = { type: "array", maxItems: 3, items: { type: "string" } };
  const schema = { type: "object", properties: { tags, more: { type: "array" } } };
  const long = Array(40_000).fill(0);
  for (const given of [long, JSON.stringify(long)]) {
    const { args } = readClientArguments(schema, { tags: given, more: given });
    const { tags: read, more } = args as { tags: unknown[]; more: unknown[] };
    assert.equal(read.length, 4);
    assert.deepEqual(read, ["0", "0", "0", "0"]);
    assert.equal(more.length, 1_001);
  }
  const nulls = [...Array(5_000).fill(null), "a"];
  assert.deepEqual(readClientArguments(schema, { tags: nulls }).args, { tags: ["a"] });
});

Deno.test("a long text is no number and no boolean, and is not parsed as one", () => {
  const blanks = " ".repeat(100);
  for (
    const given of [{ count: `${blanks}5` }, { ratio: `${blanks}0.5` }, { flag: `${blanks}true` }]
  ) {
    assert.throws(
      () => parse({ name: "n", ...given }),
      /Invalid arguments for t: (count|ratio|flag):/,
    );
  }
});

Deno.test("missing fields are reported as required, at any depth, and wrong ones as wrong", () => {
  const given = { edits: [EDIT, { find: "a" }], place: {}, count: "x" };
  assert.throws(() => parse(given), {
    message:
      /name is required; count: .+; edits\.1\.replace is required; place\.line is required\.$/,
  });
});
