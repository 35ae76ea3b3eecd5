// checkTags(): limits on a page's source.

import assert from "node:assert/strict";
import { checkTags } from "../../supabase/functions/mcp/views/artifact/renderers/tags.ts";

const many = (count: number, part: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join("");
const open = (count: number, after = "") => many(count, (i) => `<b a${i}>${after}`);
const BLOCKS = "<p>x".repeat(1_000);

Deno.test("checkTags() rejects formatting that the parser reopens in each block", () => {
  for (
    const [name, source] of Object.entries({
      "no end tags": open(100) + BLOCKS,
      "end tags of another name": open(300, "</i>") + BLOCKS,
      "end tags in attributes": open(300, '<q title="</b>">') + BLOCKS,
      "end tags in attributes without quotes": open(300, "<q title=</b>") +
        BLOCKS,
      "end tags in comments": open(300, "<!--</b>-->") + BLOCKS,
      "end tags in odd comments": open(300, "<!--><!--</b>--!>") + BLOCKS,
      "end tags in comments that are none": open(300, "<!x </b>") + BLOCKS,
      "end tags in text": open(300, "<textarea></b></textarea>") + BLOCKS,
      "end tags in styles": open(300, "<q><xmp></b></xmp>") + BLOCKS,
      "end tags in cells": open(300, "<table><td></b></table>") + BLOCKS,
      "end tags in tables": open(300, "<table></b></table>") + BLOCKS,
      "end tags in cells that end in comments": open(300, "<table><td><!--</td>--></b></table>") +
        BLOCKS,
      "end tags in CDATA": open(300, "<svg><![CDATA[</svg></b>]]></svg>") +
        BLOCKS,
      "end tags outside of nine blocks": open(300, `${"<div>".repeat(9)}</b>`) +
        BLOCKS,
      "end tags with odd blanks": open(300, "</b\u00a0>") + BLOCKS,
      "names with odd letters": many(300, (i) => `<strike a${i}></stri\u212ae>`) + BLOCKS,
      "start tags hidden in names": many(300, (i) => `<!--<x--><b a${i}></i>`) +
        BLOCKS,
      "blocks that only end": "<div>".repeat(900) + open(100) +
        "x</div>".repeat(900),
    })
  ) assert.throws(() => checkTags(source), /too many elements/, name);
});

Deno.test("checkTags() accepts ordinary pages", () => {
  for (
    const [name, source] of Object.entries({
      "closed formatting": "<p>x <b>y</b> <i>z</i> <a href='#a'>link</a>"
        .repeat(5_000),
      "cards":
        `<a href="#"><!-- icon --><svg viewBox="0 0 9 9"><title>x</title><path d="M0 0"/></svg>
        <div><h3>x</h3><p>y</p></div></a>`.repeat(2_000),
      "tables without end tags": `<table>${"<tr><td><b>x</b><td><i>y</i>".repeat(4_000)}</table>`,
      "a font around a page": `<font color="red">${"<p>x</p>".repeat(9_000)}</font>`,
      "links without end tags": "<a name=x><p>y".repeat(5_000),
      "a script": `<script>for (let i = 0; i <s.length; i++) x = "<b>" + y + "</b>";</script>`,
      "crossing": "<p><b>x<i>y</b>z</i>".repeat(5_000),
    })
  ) assert.doesNotThrow(() => checkTags(source), name);
});

Deno.test("checkTags() rejects many tags, attributes, styles and templates", () => {
  for (
    const source of [
      "<p>".repeat(60_001),
      "<template>".repeat(101),
      "<style>a{b:c(d)}</style>".repeat(101),
      "<p a b=c d='e' f=\"g\">".repeat(8_000),
      `<p ${many(40_000, (i) => `a${i}=x `)}>`,
    ]
  ) {
    assert.throws(
      () => checkTags(source),
      /too many elements/,
      source.slice(0, 40),
    );
  }
});

Deno.test("checkTags() rejects nested details, and accepts as many as follow each other", () => {
  const nested = "<details><summary>";
  assert.doesNotThrow(() => checkTags(nested.repeat(60)));
  for (
    const source of [
      nested.repeat(61),
      "<details><p><summary>".repeat(61),
      nested.repeat(61) + "</summary></details>".repeat(61),
      '<details title="</details>"><summary>'.repeat(61),
      "<details><!--</details>--><summary>".repeat(61),
      "<DETAILS><b><summary>".repeat(61),
      "<details><table><td></details>".repeat(61),
    ]
  ) assert.throws(() => checkTags(source), /too many elements/, source.slice(0, 60));
  for (
    const source of [
      "<details><summary>x</summary><p>y</details>".repeat(2_000),
      "<details><summary>x<p>y<ul><li>z</details>".repeat(2_000),
      "<details><summary><b>x</summary>y</details></b>".repeat(2_000),
      ("<details><summary>x</summary>".repeat(5) + "</details>".repeat(5)).repeat(500),
    ]
  ) assert.doesNotThrow(() => checkTags(source), source.slice(0, 60));
});

Deno.test("checkTags() takes less than half a second for any 1 MiB", () => {
  for (
    const unit of [
      "<a",
      "<a b='",
      "<a b=\"<a c='",
      "<!",
      "<a =",
      "<b></b>",
      "<details>",
      "<details></details>",
      "<details><p><b></details>",
      "<a b=",
      "< ",
      "x",
    ]
  ) {
    for (const last of ["", " ".repeat(500_000), "'", '"', "="]) {
      const source = unit.repeat(Math.floor(500_000 / unit.length)) + last;
      const begun = performance.now();
      try {
        checkTags(source);
      } catch {
        // too much
      }
      const took = performance.now() - begun;
      assert.ok(took < 500, `${unit} ${last.slice(0, 1)}: ${took} ms`);
    }
  }
});
