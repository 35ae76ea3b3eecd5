/// <reference lib="dom" />
// Limits on the number and depth of a page's elements. The limits bound the time of parsing and filtering, and the
// memory of drawing. `watched_frame.ts` bounds the time of drawing.

import { Problem } from "../../shared/problem.ts";
import { TOO_MUCH } from "./tags.ts";

/** Elements that a page draws. An element that is drawn by reference counts at each reference. */
const MAX_ELEMENTS = 30_000;
const REFERENCE = /#([^\s"')]+)/g;

/** Tags of one parsing step. The parser scans all open elements at each tag: 5,000 nested ones take 0.1 s. */
const STEP = 5_000;

/**
 * Yields the lengths of growing prefixes to parse, so that excessive depth is found early. The last length is that of
 * the whole content.
 */
export function* cutsOf(content: string): Generator<number> {
  let tags = 0;
  for (let at = content.indexOf("<"); at >= 0; at = content.indexOf("<", at + 1)) {
    if (++tags % STEP === 0) yield at;
  }
  yield content.length;
}

/** Attributes of one element. DOMPurify takes quadratic time to filter them. */
const MAX_ATTRIBUTES = 300;
const MAX_DEPTH = 300;
/** Sum of the depths of all elements. DOMPurify copies an element once for each unknown element around it. */
const MAX_DEPTHS = 600_000;

/** @throws {Problem} if filtering the page would take too long */
export function checkShape(page: Document): void {
  let elements = 0;
  let depths = 0;
  const check = (root: Document | DocumentFragment, outer: number) => {
    const walker = page.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    let depth = outer;
    let last: Node = root;
    while (walker.nextNode()) {
      const element = walker.currentNode as Element;
      if (element.parentNode === last) depth++;
      else for (; last.parentNode !== element.parentNode; last = last.parentNode!) depth--;
      last = element;
      depths += depth;
      const tooMuch = ++elements > MAX_ELEMENTS || depth > MAX_DEPTH || depths > MAX_DEPTHS ||
        element.attributes.length > MAX_ATTRIBUTES;
      if (tooMuch) throw new Problem(TOO_MUCH);
      // The walker skips the content of templates, which DOMPurify filters, too.
      if (element instanceof HTMLTemplateElement) check(element.content, depth);
    }
  };
  check(page, 0);
}

/** @throws {Problem} if the page draws too many elements, because references repeat them */
export function checkWeight(page: Document): void {
  weigh(page);
}

/** Elements whose content is drawn again at each reference. */
const REPEATED = "pattern, mask, marker, clipPath, symbol";

/** References that are followed. Following one takes about a microsecond. */
const MAX_REFERENCES = 200_000;

/** Counts the drawn elements. Targets of `use`, patterns, masks, markers and filters count at each reference. */
function weigh(page: Document): void {
  let references = 0;
  const known = new Map<Element, number>();
  const byStyle = referencesOfStyles(page);
  const weightOf = (element: Element, repeated = false): number => {
    const weighed = known.get(element);
    if (weighed !== undefined) return weighed;
    known.set(element, 0); // a circular reference counts 0, because browsers do not draw it
    const inside = repeated || element.matches(REPEATED);
    let weight = 1;
    const add = (more: number) => {
      weight += more;
      if (weight > MAX_ELEMENTS) throw new Problem(TOO_MUCH);
    };
    for (const child of element.children) add(weightOf(child, inside));
    // CSS selectors are not evaluated. Inside repeated elements, every reference in a style sheet counts.
    const own = referencesOf(element);
    for (const id of inside ? [...own, ...byStyle] : own) {
      if (++references > MAX_REFERENCES) throw new Problem(TOO_MUCH);
      const target = page.getElementById(id);
      if (target && target !== element) add(weightOf(target));
    }
    known.set(element, weight);
    return weight;
  };
  weightOf(page.documentElement);
}

function referencesOf(element: Element): string[] {
  if (element.localName === "a") return [];
  return [...element.attributes].flatMap(({ name, value }) =>
    name === "id" || name === "class" || !value.includes("#") ? [] : idsIn(value)
  );
}

function referencesOfStyles(page: Document): string[] {
  const ids = [...page.querySelectorAll("style")].flatMap((style) => idsIn(style.textContent));
  return [...new Set(ids)].filter((id) => page.getElementById(id)?.matches(REPEATED));
}

function idsIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map(([, id = ""]) => id);
}
