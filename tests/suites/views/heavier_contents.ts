// More contents designed to freeze a view: quadratic cost in parsers, style sheets, drawing and text.

import type { Kind } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { MIB, upTo } from "./heavy_contents.ts";

type Content = readonly [Kind, string, string];

const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

export const MARKDOWN: readonly Content[] = Object.entries({
  "1 MiB as people write": upTo(
    "Some *words* with `code` and [a link](https://example.com/) in a **paragraph**.\n\n- a\n- b\n\n",
  ),
  "growing backticks": lines(1_400, (i) => "`".repeat(i + 1)),
  "growing backticks, in words": Array.from({ length: 1_400 }, (_, i) => "`".repeat(i + 1)).join(
    "a",
  ),
  "growing fences": lines(1_400, (i) => "`".repeat(i + 3)),
  "emphasis of two kinds": upTo("*a **b "),
  "struck out": upTo("~a~~b "),
  "open brackets": upTo("["),
  "open pictures": upTo("!["),
  "open addresses": upTo("[a](<b"),
  "open titles": upTo("[a](b '"),
  "open parentheses": `[a](${upTo("(")}`,
  "definitions": lines(50_000, (i) => `[a${i}]: b`),
  "open definitions": upTo("[a]: b '\n"),
  "definitions and uses": `${lines(20_000, (i) => `[a${i}]: b`)}\n\n${upTo("[a1] ", 500_000)}`,
  "nested details": "<details><summary>".repeat(1_200),
  "nested quotes": upTo(">"),
  "growing quotes": lines(1_000, (i) => `${">".repeat(i)}a`),
  "quotes in lists": upTo("- > "),
  "nested lists": upTo("1. "),
  "a long list": upTo("- a\n"),
  "lists, further in each": lines(1_400, (i) => `${" ".repeat(i)}- a`),
  "rules": upTo("***\n"),
  "headings": upTo("a\n=\n"),
  "fences": upTo("```js\nlet a = 1;\n```\n"),
  "comments": `a ${upTo("<!-- ")}`,
  "instructions": `a ${upTo("<?")}`,
  "sections": `a ${upTo("<![CDATA[")}`,
  "declarations": `a ${upTo("<!A ")}`,
  "open tags": upTo("<a b='"),
  "mail addresses": upTo("a@a."),
  "web addresses": upTo("http://a"),
  "a web address of entities": `http://${upTo("a&amp;")}`,
  "entities": upTo("&amp;"),
  "a table": `|a|b|\n|-|-|\n${upTo("|x|y|\n")}`,
  "tables": upTo("|a|b|\n|-|-|\n\n"),
  "what looks like a table": upTo("a|"),
  "spaces": `a${upTo(" ", MIB - 2)}b`,
  "tasks": upTo("- [ ] a\n"),
}).map(([name, content]) => ["markdown", name, content]);

const flat = (count: number) => "<b>x</b>".repeat(count);
const nest = (count: number) => "<div>x".repeat(count);
const styled = (css: string, body: string) => `<style>${css}</style>${body}`;
const placed = (css: string, count: number) =>
  styled(`b{position:absolute;inset:0;${css}}`, flat(count));
const MANY = 9_900;

const HTML: readonly Content[] = Object.entries({
  ...{ "as many as may be": flat(29_900), "options": `<select>${"<option>x".repeat(29_900)}` },
  "more depth": "<div>".repeat(59_000),
  "late depth": `${"<br>".repeat(29_900)}${"<summary>".repeat(29_900)}`,
  "depth by ends that end nothing": "<section></x>".repeat(29_900),
  ":has()": styled("b:has(~q){color:red}".repeat(100), flat(MANY)),
  ":has(), escaped": styled("b:h\\61s(~q){color:red}".repeat(100), flat(MANY)),
  ":not(:has())": styled("b:not(:has(~ q ~ q)){color:red}".repeat(100), flat(MANY)),
  "siblings": styled("q~b{color:red}".repeat(400), flat(MANY)),
  "one rule of siblings": styled("q~b~b~b~b~b{color:red}", flat(MANY)),
  "next siblings": styled("q+b+b+b+b{color:red}".repeat(2_000), flat(MANY)),
  ":nth-child(of)": styled("b:nth-child(3n of b+b){color:red}".repeat(65), flat(MANY)),
  ":nth-last-of-type": styled("b:nth-last-of-type(3n){color:red}".repeat(900), flat(MANY)),
  ":is(), nested": styled(":is(:is(:is(:is(q *) *) *) *) *{color:red}", nest(290)),
  ":not(), nested": styled("div:not(:not(:not(q div) div) div) div{color:red}", nest(290)),
  "nested rules": styled(`b{${"& &,& &{".repeat(20)}color:red${"}".repeat(21)}`, flat(MANY)),
  "nested rules, deep": styled(`div{${"& & &{".repeat(20)}color:red${"}".repeat(21)}`, nest(290)),
  "@scope": styled(
    `@scope(*){@scope(*){@scope(*){${":scope div{color:red}".repeat(50)}}}}`,
    nest(290),
  ),
  "@container": styled(
    `div{container-type:size}@container (width>9px){${"div{color:red}".repeat(900)}}`,
    nest(290),
  ),
  "rules for all": styled("*{top:0}".repeat(24_000), flat(MANY)),
  "selectors": styled(`${"b b,".repeat(40_000)}q{color:red}`, flat(MANY)),
  "a long declaration": styled(
    `b{text-shadow:${"0 0 99px red,".repeat(7_000)}0 0 red}`,
    flat(MANY),
  ),
  "variables of variables": styled(
    `*{--a:${"x".repeat(30)};${
      Array.from({ length: 12 }, (_, i) => `--${i}:${`var(--${i ? i - 1 : "a"})`.repeat(4)};`)
        .join("")
    }}`,
    flat(MANY),
  ),
  "behind glass": placed("backdrop-filter:blur(99px)", 50),
  "blurs": placed("filter:blur(99px)", 2_000),
  "blurs by variables": styled(
    `:root{--a:${"blur(99px) ".repeat(200)}}b{filter:var(--a)}`,
    flat(9),
  ),
  "a blur of blurs": placed(`filter:${"blur(99px) ".repeat(200)}`, 1),
  "blurs in blurs": styled("div{filter:blur(99px)}", nest(200)),
  "blurs in frames of an animation": placed(
    "animation:k 1s infinite}@keyframes k{to{filter:blur(99px)}",
    900,
  ),
  "shadows": placed("box-shadow:0 0 99px red", MANY),
  "gradients": placed(
    "background:repeating-linear-gradient(45deg,red 0 .01px,blue 0 .02px)",
    5_000,
  ),
  "gradients in attributes": '<p style="background:conic-gradient(red,blue)">x'.repeat(5_000),
  "layers": placed("will-change:transform", MANY),
  "masks": placed("mask:linear-gradient(red,transparent)", 1_000),
  "animations": placed("animation:k 1s infinite}@keyframes k{to{left:9px}", MANY),
  "anchors": placed("anchor-name:--a;left:anchor(--a right);position-anchor:--a", 5_000),
  "columns in columns": styled("div{columns:2}", nest(290)),
  "quotes": styled("b::before{content:open-quote}", flat(MANY)),
  "grids in grids": styled("div{display:grid;grid-template-columns:auto 1fr}", nest(290)),
  "boxes in boxes": styled("div{display:flex;flex-flow:column wrap;height:50%}", nest(290)),
  "a wide row": `<table><tr>${"<td colspan=1000>x".repeat(MANY)}`,
  "high cells": `<table>${"<tr><td rowspan=65534>x".repeat(3_000)}`,
  "wide columns": `<table>${"<col span=1000>".repeat(MANY)}<tr><td>x`,
  "large cells": `<table border=1 style="border-collapse:collapse">${
    "<tr><td colspan=1000 rowspan=65534>x".repeat(2_000)
  }`,
  "tables in tables": "<table><tr><td>x".repeat(70),
  "inputs": "<input type=range>".repeat(MANY),
  "letters of two directions": `<p>${upTo("א1a(", 500_000)}`,
  "letters of many scripts": `<p>${upTo("a中אک😀", 500_000)}`,
}).map(([name, content]) => ["html", name, content]);

const drawing = (inside: string) => `<svg viewBox="0 0 99 99">${inside}</svg>`;
const RECT = 'rect width="99" height="99"';
const filtered = (steps: string, count: number) =>
  drawing(`<filter id="f">${steps}</filter>${`<${RECT} filter="url(#f)"/>`.repeat(count)}`);

const SVG: readonly Content[] = Object.entries({
  "filters of many": filtered('<feGaussianBlur stdDeviation="9"/>', 4_000),
  "turbulence": filtered('<feTurbulence baseFrequency=".9" numOctaves="9999"/>', 39),
  "growth": filtered('<feMorphology operator="dilate" radius="40"/>', 39),
  "lights": filtered("<feDiffuseLighting><fePointLight/></feDiffuseLighting>", 19),
  "filters by style": `<style>rect{filter:url(#f)}</style>${
    filtered('<feGaussianBlur stdDeviation="9"/>'.repeat(30), 1)
  }${drawing(`<${RECT}/>`.repeat(3_000))}`,
  "masks": drawing(`<mask id="m"><${RECT}/></mask>${`<${RECT} mask="url(#m)"/>`.repeat(3_000)}`),
  "gradients": drawing(
    `<linearGradient id="g">${"<stop/>".repeat(3_000)}</linearGradient>${
      `<${RECT} fill="url(#g)"/>`.repeat(3_000)
    }`,
  ),
  "text on paths": drawing(
    `<path id="p" d="${upTo("M0 0L9 9", 50_000)}"/>${
      "<text><textPath href='#p'>xxxxxxx</textPath></text>".repeat(3_000)
    }`,
  ),
  "dashes": drawing(
    `<path stroke="red" stroke-width="9" stroke-dasharray=".001" d="M0 0L999 99"/>`.repeat(3_000),
  ),
  "a dash": drawing(
    `<path stroke="red" stroke-width="9" stroke-dasharray=".0001" d="M0 0L999999 99"/>`,
  ),
  "a long path": drawing(
    `<path fill="none" stroke="red" stroke-width="50" d="M0 0${
      upTo("C9 99 99 9 0 50", 900_000)
    }"/>`,
  ),
}).map(([name, content]) => ["svg", name, content]);

export const PAGES: readonly Content[] = [...HTML, ...SVG];

const MIXED = upTo("a中אک😀", 540_000);

export const TEXTS: readonly Content[] = [
  ["text", "1 MiB of line ends", upTo("\n")],
  ["text", "short lines", upTo("a\n")],
  ["text", "letters of two directions", upTo("א1a(", 600_000)],
  ["text", "letters of many scripts", MIXED],
  ["text", "lines of many scripts", upTo("aбγאشकกខ中あ한\n", 500_000)],
  ["text", "a pile of marks", `a${upTo("\u0301", 500_000)}`],
  ["text", "tabs", upTo("\ta")],
  ["code", "many scripts", MIXED],
  ["csv", "a cell of many scripts", MIXED],
  ["csv", "cells of many scripts", upTo(`${"a中אک😀,".repeat(20)}\n`, 540_000)],
  ["json", "texts of many scripts", JSON.stringify(Array(900).fill(MIXED.slice(0, 600)))],
  ["markdown", "many scripts", MIXED],
];
