/// <reference lib="dom" />
// Makes a page or a drawing that leads nowhere: it is made of what is allowed, and of nothing else. The
// frame's policy stops what loads; it does not stop connections for frames, links and navigations.

import DOMPurify, { type Config, type UponSanitizeAttributeHookEvent } from "dompurify";
import { Problem } from "../../shared/problem.ts";
import { checkShape, checkWeight, cutsOf } from "./weight.ts";
import { closedStyle } from "./closed_style.ts";
import { pictureBudget } from "./picture_size.ts";

export interface ClosedPage {
  html: string;
  /** Where its links led, in their order, 1,000 at most; they lead nowhere now. */
  links: string[];
}

interface Found {
  links: Set<string>;
  /** Whether a picture is small enough to be drawn with those before it. */
  fits: (url: string) => boolean;
}

/** What DOMPurify's lists allow, and drawings need besides; a template holds what no filter looks into. */
const ALLOWED: Config & { RETURN_DOM?: false } = {
  USE_PROFILES: { html: true, svg: true, svgFilters: true, mathMl: true },
  ADD_TAGS: [
    "animate",
    "animatemotion",
    "animatetransform",
    "foreignobject",
    "set",
    "use",
  ],
  ADD_ATTR: ["calcmode", "from", "target", "to"],
  FORBID_TAGS: [
    "template",
    "slot",
    "content",
    "shadow",
    "element",
    "decorator",
    "mglyph",
    "menuitem",
  ],
  HTML_INTEGRATION_POINTS: { foreignobject: true },
  // As DOMPurify has it, and links inside the page; `close()` decides what may lead anywhere.
  ALLOWED_URI_REGEXP:
    /^(?:(?:(?:f|ht)tps?|mailto|tel|callto|sms|cid|xmpp|matrix):|about:srcdoc#|[^a-z]|[a-z+.\-]+(?:[^a-z+.\-:]|$))/i,
  WHOLE_DOCUMENT: true,
};

/** Attributes that name something to go to or to load, as far as lists allow them. */
const LEADING: ReadonlySet<string> = new Set([
  ...["action", "background", "cite", "data", "formaction", "href", "longdesc", "ping", "poster"],
  ...["profile", "src", "srcset", "target", "usemap", "xlink:href", "xml:base"],
]);
/** Attributes whose value is words, not a style. */
const WORDS = /^(alt|title|placeholder|value|label|summary|content|class|id|aria-.*|data-.*)$/;

const SOUNDS: ReadonlySet<string> = new Set(["audio", "source", "track", "video"]);
const EMBEDDED = /^data:(audio|video)\//i;
/** Different links kept of a page. */
const MAX_LINKS = 1_000;
const FRAGMENT = /^#[^\s]+$/;
const IN_PAGE = /^(?:about:srcdoc)?(#\S*)$/;

/**
 * A link inside a page, with the page's own address: Chromium reads `#x` as a part of the view around it.
 * @returns `undefined` when it leads out of the page
 */
export function linkInPage(href: string): string | undefined {
  const fragment = IN_PAGE.exec(href.trim())?.[1];
  return fragment === undefined ? undefined : `about:srcdoc${fragment}`;
}

/**
 * Pauses between its steps: each takes up to half a second, and the view answers in between.
 * @throws {Problem} when no closed page can be made, or only one of too many parts
 */
export async function closedPage(content: string): Promise<ClosedPage> {
  for (const end of cutsOf(content)) {
    checkShape(new DOMParser().parseFromString(content.slice(0, end), "text/html"));
    await pause();
  }
  const found: Found = { links: new Set(), fits: pictureBudget() };
  const purifier = DOMPurify(globalThis);
  purifier.addHook("uponSanitizeElement", (node, { tagName }) => {
    if (tagName === "style") {
      node.textContent = closedStyle(node.textContent ?? "", found.fits);
    }
  });
  purifier.addHook(
    "uponSanitizeAttribute",
    (node, attribute) => close(node, attribute, found),
  );
  // Parsing what was written may give other elements than were there: done again until nothing changes.
  let html = purifier.sanitize(content, ALLOWED);
  for (let round = 0; round < 3; round++) {
    await pause();
    found.fits = pictureBudget();
    const again = purifier.sanitize(html, ALLOWED);
    if (again === html) {
      await pause();
      checkWeight(new DOMParser().parseFromString(html, "text/html"));
      return { html, links: [...found.links] };
    }
    html = again;
  }
  throw new Problem("This cannot be shown safely: here is the source.");
}

const pause = () => new Promise((resolve) => setTimeout(resolve));

function close(
  node: Element,
  attribute: UponSanitizeAttributeHookEvent,
  found: Found,
): void {
  const { attrName: name, attrValue: value } = attribute;
  if (name === "attributename" && LEADING.has(value.trim().toLowerCase())) {
    attribute.keepAttr = false;
  } else if (LEADING.has(name)) {
    attribute.keepAttr = staysInside(node, name, value.trim(), found);
    if (isLink(node)) attribute.attrValue = linkInPage(value) ?? value;
  } else if (!WORDS.test(name)) attribute.attrValue = closedStyle(value, found.fits);
}

function staysInside(
  node: Element,
  name: string,
  value: string,
  found: Found,
): boolean {
  const element = node.localName.toLowerCase();
  if (name === "href" || name === "xlink:href") {
    if (!isLink(node)) {
      const embeds = element === "image" || element === "feimage";
      return FRAGMENT.test(value) || (embeds && found.fits(value));
    }
    if (linkInPage(value) !== undefined) return true;
    if (found.links.size < MAX_LINKS) found.links.add(value);
    return false;
  }
  if (name === "src" && SOUNDS.has(element)) return EMBEDDED.test(value);
  return (name === "src" || name === "poster") && found.fits(value);
}

function isLink({ localName }: Element): boolean {
  return /^(a|area)$/i.test(localName);
}
