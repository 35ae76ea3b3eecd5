/// <reference lib="dom" />
// Pages and drawings, in a frame of an origin of its own that may load nothing and run nothing, unless the
// person lets it run its scripts; it may load nothing then either.

import { element } from "../../shared/elements.ts";
import { policy } from "../../shared/policy.ts";
import type { Renderer } from "./renderer.ts";

// These reach out without being asked, or change the rules. A frame that may not load anything is refused by
// the policy, but browsers have connected to where it would have led by then.
const OUTWARD = "link, meta, base, iframe, frame, object, embed";

export const renderPage: Renderer = ({ content, title }, { scripts }) =>
  frame(title, documentOf(content, scripts), scripts);

export const renderDrawing: Renderer = ({ content, title }, { scripts }) => {
  const style = "<style>body{margin:0;display:grid;place-items:center;min-height:100vh}" +
    "svg{max-width:100%;max-height:100vh}</style>";
  return frame(
    title,
    documentOf(style + content.replace(/^\s*<\?xml[^>]*\?>/, ""), scripts),
    scripts,
  );
};

/** @param html the whole document */
export function frame(title: string, html: string, scripts: boolean): HTMLIFrameElement {
  return element("iframe", {
    class: "frame",
    title,
    sandbox: scripts ? "allow-scripts" : "",
    referrerpolicy: "no-referrer",
    srcdoc: html,
  });
}

function documentOf(content: string, scripts: boolean): string {
  const parsed = new DOMParser().parseFromString(content, "text/html");
  const outward = scripts ? OUTWARD : `${OUTWARD}, script`;
  for (const each of parsed.querySelectorAll(outward)) each.remove();
  return `<!doctype html>${
    policy(scripts)
  }<meta charset="utf-8">${parsed.documentElement.outerHTML}`;
}
