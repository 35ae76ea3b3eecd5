// Edits: what a plain search finds, and nearly as fast for texts that match almost everywhere.

import assert from "node:assert/strict";
import process from "node:process";
import fc from "fast-check";
import { applyEdits } from "../../../supabase/functions/mcp/artifacts/edits.ts";
import { StoreRejectedError } from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import type { Edit } from "../../../supabase/functions/mcp/artifacts/store.ts";

function plainly(content: string, edits: readonly Edit[]): string {
  let text = content;
  for (const [index, { find, replace }] of edits.entries()) {
    const place = text.indexOf(find);
    if (place < 0) return `0 places of ${index + 1}`;
    if (text.indexOf(find, place + 1) >= 0) return `2 places of ${index + 1}`;
    text = text.slice(0, place) + replace + text.slice(place + find.length);
  }
  return `: ${text}`;
}

function outcome(content: string, edits: readonly Edit[]): string {
  try {
    return `: ${applyEdits(content, edits)}`;
  } catch (error) {
    assert.ok(error instanceof StoreRejectedError && error.why.refusal === "edit_mismatch");
    return `${error.why.matches} places of ${error.why.number}`;
  }
}

const text = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom("a", "b", "\u{1f600}"), maxLength });
const short = fc.record({ find: text(4).filter((find) => find !== ""), replace: text(3) });

Deno.test("edits do what a plain search does", () => {
  fc.assert(
    fc.property(text(30), fc.array(short, { maxLength: 3 }), (content, edits) => {
      assert.equal(outcome(content, edits), plainly(content, edits));
    }),
    { numRuns: 3_000 },
  );
});

// Long ones are searched for in another way: the same with 300 units in place of each.
Deno.test("edits of long texts do what a plain search does", () => {
  const long = (given: string) => [...given].map((letter) => letter.repeat(300)).join("");
  fc.assert(
    fc.property(text(12), fc.array(short, { maxLength: 2 }), (content, edits) => {
      const longEdits = edits.map(({ find, replace }) => ({ find: long(find), replace }));
      assert.equal(outcome(long(content), longEdits), plainly(long(content), longEdits));
    }),
    { numRuns: 300 },
  );
});

const MIB = 1024 * 1024;

Deno.test("a text of 400,000 characters takes 50 edits, one of 1 MiB takes 20", () => {
  const edits = Array.from({ length: 50 }, (_, number) => ({
    find: `edit ${number}.`,
    replace: "done",
  }));
  const tail = edits.map(({ find }) => find).join("");
  const text = (length: number) => "a".repeat(length - tail.length) + tail;
  assert.ok(applyEdits(text(400_000), edits).endsWith("donedone"));
  assert.ok(applyEdits(text(MIB), edits.slice(0, 20)).includes("done"));
  assert.throws(() => applyEdits(text(MIB), edits.slice(0, 23)), /edit_too_slow/);
});

Deno.test("edits whose parts are all over a large text are refused before they take long", () => {
  const finds = Array.from({ length: 50 }, (_, number) => {
    return `${"a".repeat(780)}${String.fromCharCode(0x100 + number)}${"a".repeat(1_219)}`;
  });
  const edits = finds.map((find) => ({ find, replace: "" }));
  const before = process.cpuUsage();
  assert.throws(
    () => applyEdits("a".repeat(MIB) + finds.join("X"), edits),
    (error) => error instanceof StoreRejectedError && error.why.refusal === "edit_too_slow",
  );
  assert.ok(process.cpuUsage(before).user < 500_000);
  assert.doesNotThrow(() => applyEdits("a".repeat(50_000) + finds.join("X"), edits));
});

const NEAR_MISSES: [name: string, content: string, find: (length: number) => string][] = [
  ["X before a", "a", (length) => "X" + "a".repeat(length - 1)],
  ["X behind a", "a", (length) => "a".repeat(length - 1) + "X"],
  ["X amidst a", "a", (length) => "a".repeat(length / 2 - 1) + "X" + "a".repeat(length / 2)],
  ["X before ab", "ab", (length) => "X" + "ab".repeat(length / 2 - 1)],
  ["X behind aab", "aab", (length) => "aab".repeat(length / 3) + "X"],
  ["X before é", "é", (length) => "X" + "é".repeat(length - 1)],
];

for (const [name, unit, find] of NEAR_MISSES) {
  for (const length of [240, 400, 2_000, 20_000]) {
    Deno.test(`${name}, ${length} characters, in 1 MiB of the same, takes 60 ms at most`, () => {
      const content = unit.repeat(MIB / unit.length);
      const searches = Array.from({ length: 3 }, () => {
        const before = process.cpuUsage();
        assert.equal(outcome(content, [{ find: find(length), replace: "" }]), "0 places of 1");
        return process.cpuUsage(before).user / 1_000;
      });
      // The fastest of three: a garbage collection can fall into any of them.
      const milliseconds = Math.min(...searches);
      assert.ok(milliseconds < 60, `${milliseconds} ms`);
    });
  }
}
