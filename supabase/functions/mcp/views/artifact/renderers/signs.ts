/// <reference lib="dom" />
// Makes invisible characters in code visible. With bidirectional controls, code reads in another order than it runs
// (CVE-2021-42574). With zero-width characters, two different names look the same.

import { element } from "../../shared/elements.ts";
import { INVISIBLE } from "../../shared/plain_text.ts";

/** A run of invisible characters, control characters, and line ends that editors do not count (U+2028, U+2029). */
export const HIDDEN = new RegExp(
  `(?:${INVISIBLE.source}|[^\\P{Cc}\\t\\n\\r]|[\\p{Zl}\\p{Zp}])+`,
  "gu",
);
/** Characters of a run that the marker names. */
const MAX_NAMED = 8;

/** Wraps each run below `root` in a marker element. The text stays the same, so that copies are exact. */
export function markInvisible<Root extends Node>(root: Root): Root {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    const parts = partsOf(text.data);
    if (parts.length > 1) text.replaceWith(...parts);
  }
  return root;
}

function partsOf(text: string): (string | HTMLElement)[] {
  const parts: (string | HTMLElement)[] = [];
  let end = 0;
  for (const { 0: hidden, index } of text.matchAll(HIDDEN)) {
    parts.push(text.slice(end, index), markerFor(hidden));
    end = index + hidden.length;
  }
  return [...parts, text.slice(end)];
}

function markerFor(hidden: string): HTMLElement {
  return element("span", { class: "sign", "data-names": namesOf(hidden) }, hidden);
}

/** @returns the code points, for example `U+200B U+200D` */
export function namesOf(hidden: string): string {
  const all = [...hidden];
  const names = all.slice(0, MAX_NAMED)
    .map((each) => `U+${each.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`);
  const left = all.length - names.length;
  return names.join(" ") + (left > 0 ? ` and ${left} more` : "");
}
