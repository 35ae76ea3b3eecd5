/// <reference lib="dom" />
// Renders GitHub-flavoured Markdown. The parser keeps HTML in the text, and the sanitizer removes everything active.

import DOMPurify from "dompurify";
import { button, element } from "../../shared/elements.ts";
import { isLink } from "../../shared/link.ts";
import { Problem } from "../../shared/problem.ts";
import { htmlOf } from "./bounded_marked.ts";
import { highlighted, numbered } from "./code.ts";
import { pictureBudget } from "./picture_size.ts";
import { endOfChunk } from "./chunks.ts";
import type { Renderer } from "./renderer.ts";
import { checkTags } from "./tags.ts";
import { checkShape } from "./weight.ts";

const ALLOWED = {
  ALLOWED_TAGS: [
    ..."a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3".split(" "),
    ..."h4 h5 h6 hr i img input ins kbd li mark ol p pre q s samp small span strong".split(" "),
    ..."sub summary sup table tbody td tfoot th thead tr u ul var".split(" "),
  ],
  // Without `style`, `id` and `name`, content cannot imitate the view's own elements or be taken for one of them.
  ALLOWED_ATTR: [
    "href",
    "src",
    "alt",
    "title",
    "align",
    "start",
    "checked",
    "type",
    "class",
    "open",
  ],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true as const,
};

/** Elements of a chunk. More would freeze the view while the browser lays them out. */
const MAX_ELEMENTS = 4_500;
const LIMITS = { tags: 15_000, reopened: 6_000 };
/** Time limit for highlighting all code blocks of a chunk. */
const COLOURING_MS = 200;
/** Characters shown of a picture's address. */
const MAX_ADDRESS = 2_000;
const IMAGE = /^data:image\/(png|jpeg|gif|webp|avif);/i;

interface ChunkOptions {
  open(url: string): void;
  /** Whether the picture at a `data:` URL fits into the rest of the pixel budget. */
  fits(url: string): boolean;
}

export const renderMarkdown: Renderer = ({ content }, { host: { format }, open }) => {
  const root = element("div");
  const options = { open, fits: pictureBudget() };
  const more = button("", () => grow(), { class: "more" });
  let drawn = 0;
  function grow(): void {
    const end = endOfChunk(content, drawn);
    more.before(drawn === 0 ? renderChunk(content.slice(0, end), options) : laterChunk(drawn, end));
    drawn = end;
    more.textContent = `${format.number(content.length - end)} more characters`;
    more.hidden = end === content.length;
  }
  function laterChunk(from: number, end: number): HTMLElement {
    const text = content.slice(from, end);
    try {
      return renderChunk(text, options);
    } catch (error) {
      const reason = error instanceof Problem
        ? error.message
        : "This part is nested too deeply to be shown: here is the source.";
      return element("div", {}, element("p", { class: "problem" }, reason), numbered(text, null));
    }
  }
  root.append(more);
  grow();
  return root;
};

function renderChunk(content: string, { open, fits }: ChunkOptions): HTMLElement {
  const html = htmlOf(content);
  checkTags(html, LIMITS);
  checkShape(new DOMParser().parseFromString(html, "text/html"));
  const prose = element("div", { class: "prose" }, DOMPurify.sanitize(html, ALLOWED));
  const all = prose.querySelectorAll("*").length;
  if (all > MAX_ELEMENTS) {
    throw new Problem("This document has too many elements to show: here is the source.");
  }
  const deadline = performance.now() + COLOURING_MS;
  const codes = [...prose.querySelectorAll("pre > code")].map((code) => ({
    code,
    language: /^language-(\S+)/.exec(code.className)?.[1],
  }));
  // Content must not get the styles of the view's classes. The highlighter adds its own classes after this step.
  for (const any of prose.querySelectorAll("[class]")) any.removeAttribute("class");
  for (const { code, language } of codes) {
    code.replaceWith(highlighted(code.textContent, language, deadline));
  }
  for (const block of prose.querySelectorAll("pre, table")) {
    const scrolls = element("div", { class: "scrolls", tabindex: "0", role: "region" });
    scrolls.ariaLabel = block.localName === "pre" ? "Code" : "Table";
    block.replaceWith(scrolls);
    scrolls.append(block);
  }
  for (const input of prose.querySelectorAll("input")) replaceInput(input);
  for (const image of prose.querySelectorAll("img")) replaceImage(image, fits);
  for (const link of prose.querySelectorAll("a")) guardLink(link, open);
  return prose;
}

function replaceInput(input: HTMLInputElement): void {
  const label = input.checked ? "Done" : "To do";
  const box = element("input", { type: "checkbox", disabled: true, "aria-label": label });
  box.checked = input.checked;
  input.replaceWith(input.type === "checkbox" ? box : "");
}

// Keeps pictures in `data:` URLs. A picture on the web becomes a link, because the view loads nothing from the network.
function replaceImage(image: HTMLImageElement, fits: (url: string) => boolean): void {
  const source = image.getAttribute("src") ?? "";
  if (IMAGE.test(source) && fits(source)) return;
  const text = `Image: ${image.alt || source.slice(0, MAX_ADDRESS)}`;
  image.replaceWith(isLink(source) ? element("a", { href: source }, text) : text);
}

// Replaces `href` by handlers: browsers connect to the target of `href` on hover or press, and open it without a click.
function guardLink(link: HTMLAnchorElement, open: (url: string) => void): void {
  const href = link.getAttribute("href") ?? "";
  link.removeAttribute("href");
  if (!isLink(href)) return;
  link.role = "link";
  link.tabIndex = 0;
  link.addEventListener("click", () => open(href));
  link.addEventListener("keydown", ({ key }) => key === "Enter" && open(href));
}
