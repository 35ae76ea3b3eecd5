/// <reference lib="dom" />
// How many parts a page may have. They bound what the view itself does with it, parsing and filtering, and the
// memory that drawing takes; how long drawing takes is watched (`watched.ts`).

import { Problem } from "../../shared/problem.ts";
import { TOO_MUCH } from "./tags.ts";

/** Elements of a page, those that are drawn again by reference counted each time. */
const MAX_ELEMENTS = 30_000;
const REFERENCE = /#([^\s"')]+)/g;

/** Tags. A parser looks at all open elements at each tag: this many in each other take it a tenth of a second. */
const STEP = 5_000;

/** @returns where to cut a page to parse more of it each time, so that its depth is seen early; the end is last */
export function* cutsOf(content: string): Generator<number> {
  let tags = 0;
  for (let at = content.indexOf("<"); at >= 0; at = content.indexOf("<", at + 1)) {
    if (++tags % STEP === 0) yield at;
  }
  yield content.length;
}

/** Filters go through the attributes of an element once for each, and through a nest again and again. */
const [MAX_ATTRIBUTES, MAX_DEPTH] = [300, 300];
/** Of all elements together: DOMPurify copies an element once for each unknown element around it. */
const MAX_DEPTHS = 600_000;

/** @throws {Problem} when what is parsed would take a filter too long */
export function checkShape(page: Document): void {
  let [elements, depths] = [0, 0];
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
      // A walker skips the content of templates; DOMPurify filters it.
      if (element instanceof HTMLTemplateElement) check(element.content, depth);
    }
  };
  check(page, 0);
}

/** @throws {Problem} when references make more elements of a page than may be drawn */
export function checkWeight(page: Document): void {
  weigh(page);
}

/** What is drawn where it is referred to, with all that is in it. */
const REPEATED = "pattern, mask, marker, clipPath, symbol";

/** References followed to count elements; each takes about a microsecond. */
const MAX_REFERENCES = 200_000;

/** Counts the elements drawn: what `use`, patterns, masks, markers and filters refer to counts each time. */
function weigh(page: Document): void {
  let references = 0;
  const known = new Map<Element, number>();
  const byStyle = referencesOfStyles(page);
  const weightOf = (element: Element, repeated = false): number => {
    const weighed = known.get(element);
    if (weighed !== undefined) return weighed;
    known.set(element, 0); // a circle of references is not drawn
    const inside = repeated || element.matches(REPEATED);
    let weight = 1;
    const add = (more: number) => {
      weight += more;
      if (weight > MAX_ELEMENTS) throw new Problem(TOO_MUCH);
    };
    for (const child of element.children) add(weightOf(child, inside));
    // Which elements a style sheet means is not worked out: inside what is repeated, it may be any.
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
