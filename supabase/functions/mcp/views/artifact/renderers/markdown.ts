/// <reference lib="dom" />
// Markdown as GitHub writes it. The parser passes HTML on, the sanitizer takes all of it out that could do
// anything but be read.

import DOMPurify from "dompurify";
import { marked } from "marked";
import { element } from "../../shared/elements.ts";
import { highlighted } from "./code.ts";
import type { Renderer } from "./renderer.ts";

const ALLOWED = {
  ALLOWED_TAGS: [
    ...["a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div"],
    ...["dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins"],
    ...["kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub"],
    ...["summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var"],
  ],
  // No style, no id, no name: content looks like content, and nothing of the view can be reached.
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

const LINK = /^(https?|mailto):/i;
const IMAGE = /^data:image\/(png|jpeg|gif|webp|avif);/i;

export const renderMarkdown: Renderer = ({ content }, { open }) => {
  const html = marked.parse(content, { gfm: true, async: false });
  const prose = element("div", { class: "prose" }, DOMPurify.sanitize(html, ALLOWED));
  for (const code of prose.querySelectorAll("pre > code")) {
    const language = /^language-(\S+)/.exec(code.className)?.[1];
    code.replaceWith(highlighted(code.textContent, language));
  }
  // What classes the content names are none of its business.
  for (const any of prose.querySelectorAll("[class]:not(pre *)")) any.removeAttribute("class");
  for (const block of prose.querySelectorAll("pre, table")) {
    const scrolls = element("div", { class: "scrolls", tabindex: "0", role: "region" });
    scrolls.ariaLabel = block.localName === "pre" ? "Code" : "Table";
    block.replaceWith(scrolls);
    scrolls.append(block);
  }
  for (const input of prose.querySelectorAll("input")) replaceInput(input);
  for (const image of prose.querySelectorAll("img")) replaceImage(image);
  for (const link of prose.querySelectorAll("a")) guardLink(link, open);
  return prose;
};

function replaceInput(input: HTMLInputElement): void {
  const label = input.checked ? "Done" : "To do";
  const box = element("input", { type: "checkbox", disabled: true, "aria-label": label });
  box.checked = input.checked;
  input.replaceWith(input.type === "checkbox" ? box : "");
}

// Nothing is loaded from anywhere: a picture on the web becomes a link to it.
function replaceImage(image: HTMLImageElement): void {
  const source = image.getAttribute("src") ?? "";
  if (IMAGE.test(source)) return;
  const text = `Image: ${image.alt || source}`;
  image.replaceWith(LINK.test(source) ? element("a", { href: source }, text) : text);
}

function guardLink(link: HTMLAnchorElement, open: (url: string) => void): void {
  const href = link.getAttribute("href") ?? "";
  if (!LINK.test(href)) return link.removeAttribute("href");
  link.rel = "noreferrer";
  // Also what would open a window: with a middle or a modified click.
  for (const event of ["click", "auxclick"]) {
    link.addEventListener(event, (click) => {
      click.preventDefault();
      open(href);
    });
  }
}
