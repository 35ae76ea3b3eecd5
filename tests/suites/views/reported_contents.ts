// Contents that once froze a view: markup that a parser or filter multiplies.

import type { Kind } from "../../../supabase/functions/mcp/artifacts/artifact.ts";

const many = (count: number, part: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join("");
const bold = (count: number, after = "") => many(count, (i) => `<b a${i}>${after}`);
const times = (count: number, unit: string) => unit.repeat(count);
const ids = many(8_000, (i) => `#a${i} `);
const symbols = many(8_000, (i) => `<symbol id=a${i} />`);
const names = many(300, (i) => `a${i.toString(36)} `);
const ALLOWED =
  `<p style="a:b(c)" id=a class=b title=c lang=d dir=e align=f hidden role=g tabindex=1
  translate=no draggable=x spellcheck=x>`;

export const REPORTED: readonly [Kind, string, string][] = [
  [
    "markdown",
    "bold that is never closed",
    `<div><p>${bold(300, "</i>")}${times(1_000, "<p>x")}`,
  ],
  ["markdown", "some bold", `<div><p>${bold(50)}${times(500, "<p>x")}`],
  [
    "html",
    "bold that is never closed",
    `<p>${bold(200, "</i>")}${times(700, "<p>x")}`,
  ],
  [
    "html",
    "bold that comments close",
    bold(300, "<!--</b>-->") + times(1_000, "<p>x"),
  ],
  ["html", "templates", times(59_000, "<template>")],
  ["html", "a deep template", `<template>${times(20_000, "<div>")}`],
  [
    "html",
    "a template of unknown elements",
    `<template>${times(290, "<x>")}${times(29_000, "<br>")}`,
  ],
  ["markdown", "templates", `<div>${times(4_900, "<template>")}`],
  ["markdown", "a deep template", `<div><template>${times(9_800, "<div>")}`],
  ["html", "areas", many(20_000, (i) => `<area href=h:${i}>`)],
  [
    "svg",
    "symbols by style",
    `<svg><style>${ids}</style>${symbols}<symbol>${times(20_000, "<g/>")}</symbol></svg>`,
  ],
  ["html", "styles", times(29_000, "<style>a{b:c(d)}</style>")],
  ["html", "allowed attributes", times(7_500, ALLOWED)],
  ["html", "unknown attributes", times(800, `<p ${names}>`)],
  [
    "html",
    "unknown elements in each other",
    times(290, "<x>") + times(29_000, "<br>"),
  ],
];

/** 16,383 by 16,383 pixels of one colour: 1 GB decoded. */
export const BOMB =
  "data:image/webp;base64,UklGRiIAAABXRUJQVlA4TBUAAAAv/r//DyhAAQrQ/wIAAAAAAAAAAAAA";
const FONT = BOMB.replace("image/webp", "font/woff");
const placed = (css: string) => `<style>p{height:90px;${css}}</style><p>x`;

/** Measured by CPU time like content of the view itself: decoding takes seconds but blocks no message. */
export const PICTURES: readonly [Kind, string, string][] = [
  ["markdown", "a picture", `![x](${BOMB})`],
  ["html", "a picture", `<img width=90 src="${BOMB}">`],
  ["html", "a background", `<p style="height:90px;background:url(${BOMB}) 0 0/90px">x`],
  ["html", "a background of a sheet", placed(`background:url('${BOMB}') 0 0/90px`)],
  ["html", "a picture that says it is a font", placed(`background:url(${FONT}) 0 0/90px`)],
  ["svg", "a picture", `<svg viewBox="0 0 9 9"><image width="9" height="9" href="${BOMB}"/></svg>`],
];
