/// <reference lib="dom" />
// Shows pages and drawings in a frame with an opaque origin. Without scripts, the page is sanitized and reaches no
// network. Only if the user allows scripts, the page stays as written, and its scripts can send data out. CSP does not
// prevent that: browsers connect to the target of a navigation before they check the policy, and CSP ignores WebRTC.

import { button, element } from "../../shared/elements.ts";
import { policy } from "../../shared/policy.ts";
import { displayTitle, plainText } from "../../shared/plain_text.ts";
import { linkInPage, sanitizePage } from "./sanitize_page.ts";
import type { Renderer } from "./renderer.ts";
import { checkTags } from "./tags.ts";
import { watchedFrame } from "./watched_frame.ts";

/** Elements that are removed from a page with scripts: they load resources, or change how URLs resolve. */
const REMOVED_WITH_SCRIPTS = "link, meta, base, iframe, frame, object, embed";
/** Links that are listed below a page. Further links are left out. */
const MAX_LINKS = 100;

const CENTRED = "<style>body{margin:0;display:grid;place-items:center;min-height:100vh}" +
  "svg{max-width:100%;max-height:100vh}</style>";
/** The XML prologue of a drawing. It is removed, because the HTML page would show it as text. */
const PROLOGUE =
  /^\s*(?:<\?xml[^>]*\?>|<!--(?:[^-]|-(?!->))*-->|<!doctype[^>[]*(?:\[[^\]]*\]\s*)?>|\s)*/i;

export const renderPage: Renderer = (artifact, context) =>
  renderInFrame(artifact.content, artifact, context);

export const renderDrawing: Renderer = (artifact, context) =>
  renderInFrame(CENTRED + artifact.content.replace(PROLOGUE, ""), artifact, context);

async function renderInFrame(
  page: string,
  { content, title }: Parameters<Renderer>[0],
  { scripts, open }: Parameters<Renderer>[1],
): Promise<HTMLElement> {
  checkTags(page);
  if (scripts) {
    const made = frame(title, documentOf(pageWithScripts(page), true), true);
    return element(
      "div",
      {},
      element("p", { class: "problem" }, RUNNING),
      made,
    );
  }
  const { html, links } = await sanitizePage(page);
  return element(
    "div",
    {},
    watchedFrame(frame(title, documentOf(html, false), false), content),
    linksOf(links, open),
  );
}

const RUNNING =
  "Scripts are running: they can send what you type, here or in the conversation, to others.";

/** @param html a complete document, with its Content-Security-Policy */
export function frame(
  title: string,
  html: string,
  scripts: boolean,
): HTMLIFrameElement {
  return element("iframe", {
    class: "frame",
    title: displayTitle(title),
    sandbox: scripts ? "allow-scripts" : "",
    referrerpolicy: "no-referrer",
    srcdoc: html,
  });
}

function documentOf(html: string, scripts: boolean): string {
  return `<!doctype html>${policy(scripts)}<meta charset="utf-8">${html}`;
}

function pageWithScripts(content: string): string {
  const parsed = new DOMParser().parseFromString(content, "text/html");
  removeLoadingElements(parsed);
  for (const { attributes } of parsed.querySelectorAll("a, area")) {
    for (const each of attributes) {
      if (each.localName === "href") each.value = linkInPage(each.value) ?? each.value;
    }
  }
  return parsed.documentElement.outerHTML;
}

function removeLoadingElements(root: ParentNode): void {
  for (const each of root.querySelectorAll(REMOVED_WITH_SCRIPTS)) each.remove();
  for (const template of root.querySelectorAll("template")) {
    removeLoadingElements(template.content);
  }
}

/** The page's links as a list of buttons: links inside the sanitized page have no target. */
function linksOf(
  links: string[],
  open: (url: string) => void,
): HTMLElement | undefined {
  if (links.length === 0) return undefined;
  const count = links.length === 1 ? "1 link" : `${links.length} links`;
  const items = links.slice(0, MAX_LINKS).map((link) =>
    element(
      "li",
      {},
      button(plainText(link).slice(0, 200) || "Link", () => open(link), { class: "link" }),
    )
  );
  return element(
    "details",
    {},
    element("summary", {}, count),
    element("ul", {}, ...items),
  );
}
