// Arguments from a model: every refusal names every field that is wrong, in bounded words.

import assert from "node:assert/strict";
import { z } from "zod";
import { parseArguments } from "../../../supabase/functions/mcp/tools/arguments.ts";
import { ToolError } from "../../../supabase/functions/mcp/tools/tool_error.ts";

const Schema = z.strictObject({
  title: z.string().min(1, "must not be empty"),
  kind: z.enum(["a", "b"]),
  size: z.int().min(1).default(5),
  tags: z.array(z.string().max(3, "is too long")).optional(),
});
const VALID = { title: "t", kind: "a" };

function refusalOf(given: unknown, schema: z.ZodObject = Schema): string {
  try {
    parseArguments("room.tool", schema, given);
  } catch (error) {
    assert.ok(error instanceof ToolError, String(error));
    assert.match(error.message, /^Invalid arguments for room\.tool: .*\.$/s);
    return error.message.slice("Invalid arguments for room.tool: ".length, -1);
  }
  assert.fail("the arguments were taken");
}

Deno.test("good arguments are parsed, defaults and all", () => {
  assert.deepEqual(parseArguments("room.tool", Schema, VALID), { ...VALID, size: 5 });
});

Deno.test("absent arguments are none", () => {
  assert.deepEqual(parseArguments("room.tool", z.strictObject({}), undefined), {});
  assert.deepEqual(parseArguments("room.tool", z.strictObject({}), null), {});
});

Deno.test("a missing field is said to be required, whatever its type", () => {
  assert.equal(refusalOf({ kind: "a" }), "title is required");
  assert.match(refusalOf({ title: "t" }), /^kind is required/);
});

Deno.test("a wrong value is told with the field and what it should be", () => {
  assert.equal(refusalOf({ ...VALID, title: "" }), "title: must not be empty");
  assert.match(refusalOf({ ...VALID, title: 1 }), /^title: .*expected string, received number$/);
  assert.match(refusalOf({ ...VALID, title: null }), /^title: .*expected string, received null$/);
  assert.match(refusalOf({ ...VALID, kind: "c" }), /^kind: .*"a"\|"b"$/);
  assert.match(refusalOf({ ...VALID, size: 0 }), /^size: .*>=1$/);
});

Deno.test("a wrong value inside a list is told with its place", () => {
  assert.equal(refusalOf({ ...VALID, tags: ["abc", "abcd"] }), "tags.1: is too long");
});

Deno.test("an unknown field is named, and the known ones beside it", () => {
  const known = "(known fields: title, kind, size, tags)";
  assert.equal(refusalOf({ ...VALID, titel: "t" }), `unknown field "titel" ${known}`);
  assert.equal(refusalOf({ ...VALID, a: 1, b: 2 }), `unknown field "a", "b" ${known}`);
  assert.equal(refusalOf({ a: 1 }, z.strictObject({})), 'unknown field "a" (known fields: none)');
});

for (const name of ["__proto__", "constructor", "toString"]) {
  Deno.test(`${name} is a field like any other: unknown`, () => {
    const given = JSON.parse(`{"title":"t","kind":"a","${name}":{"size":1}}`);
    assert.match(refusalOf(given), new RegExp(`^unknown field "${name}" `));
  });
}

Deno.test("everything that is wrong is told at once", () => {
  const refusal = refusalOf({ size: 0, tags: ["abcd"], more: 1 });
  assert.deepEqual(refusal.split("; ").map((problem) => problem.split(/[: ]/)[0]), [
    "title",
    "kind",
    "size",
    "tags.0",
    "unknown",
  ]);
});

for (const given of [[], "text", 5, true]) {
  Deno.test(`${JSON.stringify(given)} is no set of arguments`, () => {
    assert.match(refusalOf(given), /^arguments: .*expected object, received /);
  });
}

Deno.test("a field name comes back quoted and short, a value never", () => {
  const refusal = refusalOf({ ...VALID, [`"\n${"x".repeat(100)}`]: 1, kind: "Kx7qWz" });
  assert.match(refusal, /unknown field "\\"\\nx{58}" /);
  assert.ok(!refusal.includes("Kx7qWz"));
});

Deno.test("no arguments make a refusal much longer than they could need", () => {
  const names = Array.from({ length: 50_000 }, (_, index) => [`field${index}`, 1]);
  assert.ok(refusalOf({ ...VALID, ...Object.fromEntries(names) }).length < 5_000, "field names");
  const tags = Array.from({ length: 50_000 }, () => 0);
  assert.ok(refusalOf({ ...VALID, tags }).length < 5_000, "list entries");
});
