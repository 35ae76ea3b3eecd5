// Arguments from a model: every refusal names every field that is wrong, in bounded words.

import assert from "node:assert/strict";
import { z } from "zod";
import { parseArguments } from "../../../supabase/functions/mcp/primitives/arguments.ts";
import { jsonSchemaOf } from "../../../supabase/functions/mcp/primitives/json_schema.ts";
import { ToolError } from "../../../supabase/functions/mcp/primitives/tool_error.ts";

const Schema = z.strictObject({
  title: z.string().min(1, "must not be empty"),
  kind: z.enum(["a", "b"]),
  size: z.int().min(1).default(5),
  tags: z.array(z.string().max(3, "is too long")).optional(),
});
const VALID = { title: "t", kind: "a" };

function parse(given: unknown, schema: z.ZodObject = Schema) {
  const jsonSchema = jsonSchemaOf(schema, "input");
  return parseArguments({ name: "room.tool", parser: schema, jsonSchema }, given);
}

function refusalOf(given: unknown, schema: z.ZodObject = Schema): string {
  try {
    parse(given, schema);
  } catch (error) {
    assert.ok(error instanceof ToolError, String(error));
    assert.match(error.message, /^Invalid arguments for room\.tool: .*\.$/s);
    return error.message.slice("Invalid arguments for room.tool: ".length, -1);
  }
  assert.fail("the arguments were accepted");
}

Deno.test("good arguments are parsed, defaults and all, without notes", () => {
  assert.deepEqual(parse(VALID), { input: { ...VALID, size: 5 }, notes: [] });
});

for (const given of [undefined, null, {}, [], "", "{}", "[]", "null"]) {
  Deno.test(`arguments ${JSON.stringify(given)} count as none`, () => {
    assert.deepEqual(parse(given, z.strictObject({})), { input: {}, notes: [] });
  });
}

Deno.test("a missing field of any type is reported as required", () => {
  assert.equal(refusalOf({ kind: "a" }), "title is required");
  assert.match(refusalOf({ title: "t" }), /^kind is required/);
  assert.equal(refusalOf({ ...VALID, title: null }), "title is required");
});

Deno.test("a wrong value is reported with the field and what it should be", () => {
  assert.equal(refusalOf({ ...VALID, title: "" }), "title: must not be empty");
  assert.match(refusalOf({ ...VALID, kind: "c" }), /^kind: .*"a"\|"b"$/);
  assert.match(refusalOf({ ...VALID, size: 0 }), /^size: .*>=1$/);
  assert.match(refusalOf({ ...VALID, size: "many" }), /^size: .*received string$/);
  assert.match(refusalOf({ ...VALID, tags: "abc" }), /^tags: .*received string$/);
});

Deno.test("a wrong value inside a list is reported with its place", () => {
  assert.equal(refusalOf({ ...VALID, tags: ["abc", "abcd"] }), "tags.1: is too long");
});

Deno.test("an unknown field is ignored, and named beside the known ones", () => {
  const known = "(known fields: title, kind, size, tags)";
  const notesOn = (given: unknown) => parse(given).notes;
  assert.deepEqual(notesOn({ ...VALID, titel: 1 }), [`Ignored unknown fields: "titel" ${known}.`]);
  assert.deepEqual(notesOn({ ...VALID, a: 1, b: null }), [
    `Ignored unknown fields: "a", "b" ${known}.`,
  ]);
  assert.deepEqual(parse({ a: 1 }, z.strictObject({})), {
    input: {},
    notes: ['Ignored unknown fields: "a" (known fields: none).'],
  });
});

Deno.test("a misspelt required field is missing, and the refusal names what was ignored", () => {
  assert.equal(
    refusalOf({ titel: "t", kind: "a" }),
    'title is required. Ignored unknown fields: "titel" (known fields: title, kind, size, tags)',
  );
});

for (const name of ["__proto__", "constructor", "toString"]) {
  Deno.test(`${name} is an unknown field like any other`, () => {
    const { input, notes } = parse(JSON.parse(`{"title":"t","kind":"a","${name}":{"size":1}}`));
    assert.deepEqual(input, { ...VALID, size: 5 });
    assert.match(notes[0] ?? "", new RegExp(`^Ignored unknown fields: "${name}" `));
  });
}

Deno.test("all faults are reported at once", () => {
  const refusal = refusalOf({ size: 0, tags: ["abcd"], more: 1 });
  assert.deepEqual(refusal.split(/[;.] /).map((problem) => problem.split(/[: ]/)[0]), [
    "title",
    "kind",
    "size",
    "tags.0",
    "Ignored",
  ]);
});

for (const given of [[1], "text", "[1]", 5, true]) {
  Deno.test(`arguments ${JSON.stringify(given)} are rejected`, () => {
    assert.match(refusalOf(given), /^arguments: .*expected object, received /);
  });
}

Deno.test("a refusal repeats a field name quoted and short, a value never", () => {
  const refusal = refusalOf({ ...VALID, [`"\n${"x".repeat(100)}`]: 1, kind: "Kx7qWz" });
  assert.match(refusal, /unknown fields: "\\"\?x{38}" /);
  assert.ok(!refusal.includes("Kx7qWz"));
});

Deno.test("a refusal is never much longer than necessary", () => {
  const names = Array.from({ length: 50_000 }, (_, index) => [`field${index}`, 1]);
  const { notes } = parse({ ...VALID, ...Object.fromEntries(names) });
  assert.ok(notes.join().length < 5_000, "field names");
  assert.match(notes.join(), / 49990 more /);
  const tags = Array.from({ length: 50_000 }, () => "long");
  assert.ok(refusalOf({ ...VALID, tags }).length < 5_000, "list entries");
});
