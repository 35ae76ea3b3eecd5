// How many values a JSON text may hold before anything parses it.

import assert from "node:assert/strict";
import {
  exceededLimit,
  MAX_QUOTED_NUMBERS,
  MAX_VALUES,
} from "../../../supabase/functions/mcp/json/limits.ts";

const HEAVY: Record<string, string> = {
  "a list of numbers": `[${"0,".repeat(MAX_VALUES)}0]`,
  "empty lists": `[${"[],".repeat(MAX_VALUES / 2)}[]]`,
  "nested lists": "[".repeat(MAX_VALUES + 1),
  "nested objects": '{"a":'.repeat(MAX_VALUES + 1),
  "an object": `{${'"a":0,'.repeat(MAX_VALUES)}"a":0}`,
  "behind a string with quotes": `["\\"[{,\\\\",${"0,".repeat(MAX_VALUES)}0]`,
  "behind a string that ends in a backslash": `["\\\\",${"0,".repeat(MAX_VALUES)}0]`,
};
for (const [what, text] of Object.entries(HEAVY)) {
  Deno.test(`${what}: more than may be`, () =>
    assert.match(exceededLimit(text) ?? "", /JSON values/));
}

const LIGHT: Record<string, string> = {
  "as many as may be": `[${"0,".repeat(MAX_VALUES - 1)}0]`,
  "a string of brackets": JSON.stringify("[{,".repeat(MAX_VALUES)),
  "a string of quotes and brackets": JSON.stringify('"[{,'.repeat(MAX_VALUES)),
  "a string of backslashes": JSON.stringify("\\".repeat(MAX_VALUES) + "[,".repeat(MAX_VALUES)),
  "a string that never closes": `"${"[,".repeat(MAX_VALUES)}`,
  "a string that ends in an escape": `"${"[,".repeat(MAX_VALUES)}\\`,
  "blanks": " ".repeat(4 * MAX_VALUES),
};
for (const [what, text] of Object.entries(LIGHT)) {
  Deno.test(`${what}: no more than may be`, () => assert.equal(exceededLimit(text), undefined));
}

const numbers = (count: number, of = (i: number) => `"${12_345 + i}"`) =>
  `[${Array.from({ length: count }, (_, i) => of(i))}]`;
const CROWDED: Record<string, (count: number) => string> = {
  "numbers in quotes": (count) => numbers(count),
  "the same number": (count) => numbers(count, () => '"7"'),
  "numbers of 16 digits": (count) => numbers(count, (i) => `"${1e15 + i}"`),
  "numbers with zeros before": (count) => numbers(count, (i) => `"00${i}"`),
  "numbers as names": (count) => `{${numbers(count, (i) => `"${i}":0`).slice(1, -1)}}`,
  "escaped digits": (count) => numbers(count, (i) => `"\\u003${i % 10}1\\u0032"`),
  "among other strings": (count) => numbers(count, (i) => `"a${i}","${i}","\\"${i}\\""`),
};
for (const [what, textOf] of Object.entries(CROWDED)) {
  Deno.test(`${what}: at most ${MAX_QUOTED_NUMBERS}`, () => {
    assert.doesNotThrow(() => JSON.parse(textOf(MAX_QUOTED_NUMBERS)));
    assert.equal(exceededLimit(textOf(MAX_QUOTED_NUMBERS)), undefined);
    assert.match(exceededLimit(textOf(MAX_QUOTED_NUMBERS + 1)) ?? "", /128 numbers in quotes/);
  });
}

Deno.test("numbers, and texts that quote numbers, may be many", () => {
  assert.equal(exceededLimit(numbers(50_000, (i) => `${i}`)), undefined);
  assert.equal(exceededLimit(JSON.stringify(numbers(50_000))), undefined);
  assert.equal(exceededLimit(numbers(10_000, (i) => `"${i} kg"`)), undefined);
});
