/// <reference lib="dom" />
// Signs for what is invisible in code: direction marks show it in another order than it runs (CVE-2021-42574),
// and two names with zero-width characters look like one.

import { element } from "../../shared/elements.ts";
import { INVISIBLE } from "../../shared/plain_text.ts";

/** Invisible characters in a row, controls and line ends that no editor counts among them. */
export const HIDDEN = new RegExp(
  `(?:${INVISIBLE.source}|[^\\P{Cc}\\t\\n\\r]|[\\p{Zl}\\p{Zp}])+`,
  "gu",
);
/** Characters named of those in a row. */
const MAX_NAMED = 8;

/** @returns `root`, whose text stays the same: a sign stands around what it is for */
export function withSigns<Root extends Node>(root: Root): Root {
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
    parts.push(text.slice(end, index), signOf(hidden));
    end = index + hidden.length;
  }
  return [...parts, text.slice(end)];
}

function signOf(hidden: string): HTMLElement {
  return element("span", { class: "sign", "data-names": namesOf(hidden) }, hidden);
}

/** The code points, as Unicode writes them. */
export function namesOf(hidden: string): string {
  const all = [...hidden];
  const names = all.slice(0, MAX_NAMED)
    .map((each) => `U+${each.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`);
  const left = all.length - names.length;
  return names.join(" ") + (left > 0 ? ` and ${left} more` : "");
}
