// Limits on text that is laid out at once.

import assert from "node:assert/strict";
import { endOfPage } from "../../supabase/functions/mcp/views/artifact/renderers/pages_of_text.ts";
import { endOfChunk } from "../../supabase/functions/mcp/views/artifact/renderers/chunks.ts";

Deno.test("endOfPage() does not cut ordinary text in any language", () => {
  for (
    const text of [
      "word ".repeat(200_000),
      "A line of text of ordinary length, as people write it in files.\n".repeat(14_000),
      "Ein schöner Satz mit Ümläuten. Ещё одно предложение. ".repeat(10_000),
      "春眠不覚暁、ひらがなとカタカナ。".repeat(20_000),
      "שלום עולם, זה טקסט. ".repeat(20_000),
    ]
  ) assert.equal(endOfPage(text, 0), text.length, text.slice(0, 20));
});

Deno.test("endOfPage() cuts lines, tabs, marks and changes of script, never inside a character", () => {
  for (
    const [unit, most] of [
      ["\n", 14_667],
      ["a\n", 29_335],
      ["\ta", 88_001],
      ["a\u0301", 88_001],
      ["\u200D", 300],
      ["a中", 14_668],
      ["א1a(", 29_336],
      ["a😀", 22_003],
      ["aбγאشकกខ中あ한\n", 25_000],
    ] as const
  ) {
    const text = unit.repeat(300_000);
    const pages: string[] = [];
    for (let from = 0; pages.length < 5; from += pages.at(-1)!.length) {
      pages.push(text.slice(from, endOfPage(text, from)));
    }
    for (const page of pages) {
      assert.ok(page.length > 250 && page.length <= most, `${unit}: ${page.length}`);
      assert.ok(page.isWellFormed(), unit);
    }
    assert.ok(text.startsWith(pages.join("")));
  }
});

Deno.test("endOfChunk() cuts after a paragraph, a line or a word, and not in code", () => {
  const rest = (text: string) => text.slice(endOfChunk(text, 0));
  assert.equal(rest("short"), "");
  assert.match(rest("one two\nthree\n\n".repeat(9_000)), /^one/);
  assert.match(rest("one two\n".repeat(9_000)), /^one/);
  assert.match(rest("one ".repeat(20_000)), /^one/);
  assert.equal(rest("x".repeat(70_000)).length, 70_000 - 49_152);
  const code = `${"text\n\n".repeat(7_000)}\`\`\`js\n${"code\n\n".repeat(10_000)}\`\`\`\n`;
  assert.match(rest(code), /^```js/);
  // A code block longer than a chunk is cut, too.
  const long = `\`\`\`\n${"code\n".repeat(30_000)}`;
  const end = endOfChunk(long, 0);
  assert.ok(end > 45_000 && end <= 49_152);
});
