/// <reference lib="dom" />
// Sanitizes a page or drawing: only allowed elements and attributes remain, and nothing connects to the network. The
// frame's CSP is not enough: CSP blocks loading, but not the connections for frames, links and navigations.

import DOMPurify, { type Config, type UponSanitizeAttributeHookEvent } from "dompurify";
import { Problem } from "../../shared/problem.ts";
import { checkShape, checkWeight, cutsOf } from "./weight.ts";
import { sanitizeStyle } from "./sanitize_style.ts";
import { pictureBudget } from "./picture_size.ts";

interface SanitizedPage {
  html: string;
  /** The link targets that were removed, in the order of the page; at most {@link MAX_LINKS}. */
  links: string[];
}

interface Found {
  links: Set<string>;
  /** Whether the picture at a URL fits into the rest of the pixel budget. */
  fits: (url: string) => boolean;
}

/** DOMPurify's lists, with more elements for drawings. Templates are removed: filters do not see their content. */
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
  FORBID_TAGS: "template slot content shadow element decorator mglyph menuitem".split(" "),
  HTML_INTEGRATION_POINTS: { foreignobject: true },
  // DOMPurify's default, and links inside the page. `sanitizeAttribute` then decides about each URL.
  ALLOWED_URI_REGEXP:
    /^(?:(?:(?:f|ht)tps?|mailto|tel|callto|sms|cid|xmpp|matrix):|about:srcdoc#|[^a-z]|[a-z+.\-]+(?:[^a-z+.\-:]|$))/i,
  WHOLE_DOCUMENT: true,
};

/** Attributes whose value is a URL to load or to navigate to. */
const URL_ATTRIBUTES: ReadonlySet<string> = new Set([
  ..."action background cite data formaction href longdesc ping poster".split(" "),
  ..."profile src srcset target usemap xlink:href xml:base".split(" "),
]);
/** Attributes whose value is never CSS. All other values are filtered as CSS. */
const TEXT_ATTRIBUTES =
  /^(alt|title|placeholder|value|label|summary|content|class|id|aria-.*|data-.*)$/;

const MEDIA_ELEMENTS: ReadonlySet<string> = new Set(["audio", "source", "track", "video"]);
const MEDIA_DATA_URL = /^data:(audio|video)\//i;
/** Different link targets kept for each page. */
const MAX_LINKS = 1_000;
const FRAGMENT = /^#[^\s]+$/;
const IN_PAGE = /^(?:about:srcdoc)?(#\S*)$/;

/**
 * Rewrites a link inside the page: `#x` becomes `about:srcdoc#x`. Chromium would resolve `#x` against the outer view.
 * @returns `undefined` if the link leaves the page
 */
export function linkInPage(href: string): string | undefined {
  const fragment = IN_PAGE.exec(href.trim())?.[1];
  return fragment === undefined ? undefined : `about:srcdoc${fragment}`;
}

/**
 * Sanitizes in steps of up to half a second. Pauses between the steps keep the view responsive.
 * @throws {Problem} if the page cannot be sanitized, or has too many elements
 */
export async function sanitizePage(content: string): Promise<SanitizedPage> {
  for (const end of cutsOf(content)) {
    checkShape(new DOMParser().parseFromString(content.slice(0, end), "text/html"));
    await pause();
  }
  const found: Found = { links: new Set(), fits: pictureBudget() };
  const purifier = DOMPurify(globalThis);
  purifier.addHook("uponSanitizeElement", (node, { tagName }) => {
    if (tagName === "style") {
      node.textContent = sanitizeStyle(node.textContent ?? "", found.fits);
    }
  });
  purifier.addHook(
    "uponSanitizeAttribute",
    (node, attribute) => sanitizeAttribute(node, attribute, found),
  );
  // A browser may parse the output into other elements (mutation XSS). Sanitize again until the output stays the same.
  let html = purifier.sanitize(content, ALLOWED);
  for (let round = 0; round < 3; round++) {
    await pause();
    found.fits = pictureBudget();
    const repeated = purifier.sanitize(html, ALLOWED);
    if (repeated === html) {
      await pause();
      checkWeight(new DOMParser().parseFromString(html, "text/html"));
      return { html, links: [...found.links] };
    }
    html = repeated;
  }
  throw new Problem("This page cannot be shown safely: here is the source.");
}

const pause = () => new Promise((resolve) => setTimeout(resolve));

function sanitizeAttribute(
  node: Element,
  attribute: UponSanitizeAttributeHookEvent,
  found: Found,
): void {
  const { attrName: name, attrValue: value } = attribute;
  if (name === "attributename" && URL_ATTRIBUTES.has(value.trim().toLowerCase())) {
    attribute.keepAttr = false;
  } else if (URL_ATTRIBUTES.has(name)) {
    attribute.keepAttr = staysInside(node, name, value.trim(), found);
    if (isLink(node)) attribute.attrValue = linkInPage(value) ?? value;
  } else if (!TEXT_ATTRIBUTES.test(name)) attribute.attrValue = sanitizeStyle(value, found.fits);
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
  if (name === "src" && MEDIA_ELEMENTS.has(element)) return MEDIA_DATA_URL.test(value);
  return (name === "src" || name === "poster") && found.fits(value);
}

function isLink({ localName }: Element): boolean {
  return /^(a|area)$/i.test(localName);
}
