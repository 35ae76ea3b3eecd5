// Contents designed to freeze a view, by kind.

import type { Kind } from "../../../supabase/functions/mcp/artifacts/artifact.ts";

export const MIB = 1_048_576;
export const upTo = (unit: string, size = MIB) => unit.repeat(Math.floor(size / unit.length));

export const TABLES: Record<string, string> = {
  "a row of 20,000 columns": `${"a,b,c\n".repeat(200)}${"x,".repeat(20_000)}`,
  "524,288 rows": upTo("a\n"),
  "64,000 columns": `${upTo("a,", 128_000)}\n${upTo("b,", 128_000)}`,
  "half a million columns": upTo(","),
  "a cell of 1 MiB": upTo("x"),
  "a cell of words": upTo("word "),
  "a quote that is never closed": `a,b\n"${upTo("c,d\n")}`,
  "quotes that close nothing": upTo('"a'),
  "quotes only": upTo('"'),
  "mixed line ends": upTo("a,b\r\nc,d\re,f\n"),
  "empty cells": upTo(",,,\n"),
  "many cells": upTo(`${"1,".repeat(500)}\n`),
};

export const OTHERS: readonly [Kind, string, string][] = [
  ["json", "nested lists", "[".repeat(MIB / 2) + "]".repeat(MIB / 2)],
  ["json", "nested objects", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
  ["json", "a wide list", `[${upTo("1,").slice(0, -1)}]`],
  ["json", "a wide object", `{${Array.from({ length: 60_000 }, (_, i) => `"key${i}":${i}`)}}`],
  ["json", "a long text", JSON.stringify(upTo("x", MIB - 2))],
  ["json", "a long key", `{"${upTo("x", MIB - 6)}":1}`],
  ["markdown", "emphasis", upTo("*x_", 65_536)],
  ["markdown", "more emphasis", upTo("**a ", 65_536)],
  ["markdown", "underscores", upTo("_a", 65_536)],
  ["markdown", "quotes", upTo("> ", 65_536)],
  ["markdown", "brackets", upTo("[", 65_536)],
  ["markdown", "links", upTo("[a](", 65_536)],
  ["markdown", "lists", Array.from({ length: 400 }, (_, i) => `${"  ".repeat(i)}- a`).join("\n")],
  [
    "markdown",
    "a wide table",
    `|${"a|".repeat(500)}\n|${"-|".repeat(500)}\n${"|b|\n".repeat(9_000)}`,
  ],
  ["markdown", "a wider table", `|${upTo("a|", 20_000)}\n|${upTo("-|", 20_000)}\n|b|`],
  ["markdown", "markup", upTo("<b><i>", 65_536)],
  ["code", "one word", upTo("a", 100_000)],
  ["code", "lines of words", upTo("a\n", 60_000)],
  ["code", "brackets", upTo("(", 100_000)],
  ["code", "angles", upTo("<a", 100_000)],
  ["code", "numbers", upTo("0", 100_000)],
  ["html", "elements", upTo("<b>")],
  ["html", "more elements", upTo("<p>x")],
  ["html", "forms", upTo("<table><form><select>")],
  ["html", "attributes", `<p ${Array.from({ length: 60_000 }, (_, i) => `a${i}="x"`).join(" ")}>x`],
  [
    "html",
    "rules",
    `<style>${upTo("a:has(b c d){color:red}", 900_000)}</style>${"<a><b>".repeat(9_000)}`,
  ],
  ["html", "depth", upTo("<div>", 100_000)],
  ["html", "nested details", "<details><summary>".repeat(420)],
  [
    "svg",
    "10,000 shapes",
    `<svg viewBox="0 0 9 9">${'<rect width="9" height="9"/>'.repeat(10_000)}</svg>`,
  ],
  ["svg", "a bomb of uses", bombOf((id) => `<use href="#${id}"/>`)],
  [
    "svg",
    "a bomb of patterns",
    bombOf((id) => `<rect width="9" height="9" fill="url(#${id})"/>`, "pattern"),
  ],
  ["svg", "a bomb by style", bombOf((id) => `<rect style="mask:url('#${id}')"/>`, "mask")],
  ["svg", "filters", `<svg><filter id="f">${"<feGaussianBlur/>".repeat(9_000)}</filter></svg>`],
  [
    "mermaid",
    "nodes",
    `flowchart LR\n${Array.from({ length: 9_000 }, (_, i) => `n${i}`).join("\n")}`,
  ],
  [
    "mermaid",
    "edges",
    `flowchart LR\n${Array.from({ length: 900 }, (_, i) => `a-->b${i}`).join("\n")}`,
  ],
  ["mermaid", "text", `flowchart LR\n${upTo("A-->B & ")}`],
  ["text", "line ends", upTo("\n", 65_536)],
];

/** 10 × 10 × 10 × … shapes in a few hundred bytes. */
function bombOf(refer: (id: string) => string, tag = "g"): string {
  const levels = Array.from(
    { length: 12 },
    (_, i) => `<${tag} id="l${i + 1}" width="1" height="1">${refer(`l${i}`).repeat(10)}</${tag}>`,
  );
  return `<svg viewBox="0 0 9 9"><defs><rect id="l0" width="9" height="9"/>${
    levels.join("")
  }</defs>${refer("l12")}</svg>`;
}
