// How much of a text fits: nearly all that could, found without measuring the text again and again.

import assert from "node:assert/strict";
import { overflowOf } from "../../../supabase/functions/mcp/primitives/result_size.ts";
import { lengthThatFits } from "../../../supabase/functions/mcp/primitives/text_that_fits.ts";

const LENGTH = 40 * 1024;
/** The first part alone is nearly too dear, and the rest nearly free; or the other way round; or they alternate. */
const TEXTS: Record<string, string> = {
  "dear marks, then blanks": "!".repeat(12_059).padEnd(LENGTH),
  "letters and marks, then blanks": "a!".repeat(5_541).padEnd(LENGTH),
  "control characters, then blanks": "\u0001".repeat(2_564).padEnd(LENGTH),
  "blanks, then control characters": " ".repeat(LENGTH - 9_000) + "\u0001".repeat(9_000),
  "dear and free lines": `${"\u0001".repeat(50)}${" ".repeat(400)}\n`.repeat(90),
  "a dear block far in": " ".repeat(20_000) + "鿿".repeat(9_000) + " ".repeat(11_000),
  "long words": "abcdefghijklmnopqrst ".repeat(2_000),
  "pairs": "😀".repeat(LENGTH / 2),
};

for (const [what, text] of Object.entries(TEXTS)) {
  Deno.test(`${what}: nearly all that fits, measured twice at most`, () => {
    let measured = 0;
    const textsOf = (part: string) => {
      measured += part.length;
      return [part, part, "A title"];
    };
    const length = lengthThatFits(text, textsOf);
    assert.ok(measured <= 2 * text.length, `${measured} characters of ${text.length}`);
    const overflow = (units: number) =>
      overflowOf([text.slice(0, units), text.slice(0, units), "A title"]);
    assert.ok(overflow(length * 0.97) <= 1, `${length} do not fit`);
    assert.ok(length === text.length || overflow(length * 1.05) > 1, `more than ${length} fit`);
  });
}

Deno.test("a text of which nothing fits beside the others has no length", () => {
  assert.equal(lengthThatFits("abc", (part) => [part, "x".repeat(1_000_000)]), 0);
});
