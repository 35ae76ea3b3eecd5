// Invisible characters in code are found and named.

import assert from "node:assert/strict";
import { HIDDEN, namesOf } from "../../supabase/functions/mcp/views/artifact/renderers/signs.ts";

Deno.test("HIDDEN finds each bidi control and each zero-width character", () => {
  const marks = [
    ...["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"],
    ...["\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u2060", "\ufeff", "\u00ad"],
    ...["\u3164", "\uffa0", "\u{e0041}", "\ufe0f", "\ufdd0", "\uffff", "\0", "\b", "\x1b", "\x7f"],
    ...["\x85", "\u2028", "\u2029"],
  ];
  for (const mark of marks) {
    assert.deepEqual([...`a${mark}b`.matchAll(HIDDEN)].map(String), [mark], namesOf(mark));
  }
  assert.deepEqual([..."a\u202e\u2066b\u200b".matchAll(HIDDEN)].map(String), [
    "\u202e\u2066",
    "\u200b",
  ]);
});

Deno.test("HIDDEN ignores characters that code and prose need", () => {
  const code = "let a = 'é漢字שלום عربي 1–2';\r\n\tb();\n";
  const words = ["می\u200cخواهم", "👩\u200d👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3", "क्\u200dष"];
  for (const text of [code, ...words]) assert.deepEqual(text.match(HIDDEN), null, text);
});

Deno.test("namesOf() names at most eight code points", () => {
  assert.equal(namesOf("\u202e\u{e0041}\0"), "U+202E U+E0041 U+0000");
  assert.equal(namesOf("\u200b".repeat(10)), `${"U+200B ".repeat(8)}and 2 more`);
});

Deno.test("HIDDEN scans 1 MB without delay", () => {
  for (const part of ["a", "\u200b", "a\u200b", "\u{1f469}\u200d", "\u0645\u200c"]) {
    const began = performance.now();
    for (const _ of part.repeat(1_048_576 / part.length).matchAll(HIDDEN));
    assert.ok(performance.now() - began < 2_000, namesOf(part));
  }
});
