/// <reference lib="dom" />
// Pages and drawings, in a frame of an origin of its own. A page is closed: it is made of what leads nowhere.
// When its user lets scripts run, it stays as it is written, and scripts can send away what they see:
// browsers connect to where a script navigates before any policy is asked, and no policy knows WebRTC.

import { button, element } from "../../shared/elements.ts";
import { policy } from "../../shared/policy.ts";
import { plainText, shownTitle } from "../../shared/plain_text.ts";
import { closedPage, linkInPage } from "./closed_page.ts";
import type { Renderer } from "./renderer.ts";
import { checkTags } from "./tags.ts";
import { watched } from "./watched.ts";

/** These reach out without a script, or change the rules. */
const OUTWARD = "link, meta, base, iframe, frame, object, embed";
/** Links listed below a page. */
const MAX_LINKS = 100;

const CENTRED = "<style>body{margin:0;display:grid;place-items:center;min-height:100vh}" +
  "svg{max-width:100%;max-height:100vh}</style>";
/** What editors write before a drawing; in a page it would be text. */
const PROLOGUE =
  /^\s*(?:<\?xml[^>]*\?>|<!--(?:[^-]|-(?!->))*-->|<!doctype[^>[]*(?:\[[^\]]*\]\s*)?>|\s)*/i;

export const renderPage: Renderer = (shown, scene) => shownPage(shown.content, shown, scene);

export const renderDrawing: Renderer = (shown, scene) =>
  shownPage(CENTRED + shown.content.replace(PROLOGUE, ""), shown, scene);

async function shownPage(
  page: string,
  { content, title }: Parameters<Renderer>[0],
  { scripts, open }: Parameters<Renderer>[1],
): Promise<HTMLElement> {
  checkTags(page);
  if (scripts) {
    const made = frame(title, documentOf(openPage(page), true), true);
    return element(
      "div",
      {},
      element("p", { class: "problem" }, RUNNING),
      made,
    );
  }
  const { html, links } = await closedPage(page);
  return element(
    "div",
    {},
    watched(frame(title, documentOf(html, false), false), content),
    linksOf(links, open),
  );
}

const RUNNING =
  "Scripts are running: they can send what you type, here or in the conversation, to others.";

/** @param html the whole document */
export function frame(
  title: string,
  html: string,
  scripts: boolean,
): HTMLIFrameElement {
  return element("iframe", {
    class: "frame",
    title: shownTitle(title),
    sandbox: scripts ? "allow-scripts" : "",
    referrerpolicy: "no-referrer",
    srcdoc: html,
  });
}

function documentOf(html: string, scripts: boolean): string {
  return `<!doctype html>${policy(scripts)}<meta charset="utf-8">${html}`;
}

function openPage(content: string): string {
  const parsed = new DOMParser().parseFromString(content, "text/html");
  removeOutward(parsed);
  for (const { attributes } of parsed.querySelectorAll("a, area")) {
    for (const each of attributes) {
      if (each.localName === "href") each.value = linkInPage(each.value) ?? each.value;
    }
  }
  return parsed.documentElement.outerHTML;
}

function removeOutward(root: ParentNode): void {
  for (const each of root.querySelectorAll(OUTWARD)) each.remove();
  for (const template of root.querySelectorAll("template")) {
    removeOutward(template.content);
  }
}

/** A page leads nowhere when it is clicked: its links stand below it. */
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
