/// <reference lib="dom" />
// A frame that is taken away when it hangs. No list of heavy styles is complete; where a browser draws frames
// in a process of their own, the conversation goes on meanwhile.

import { element } from "../../shared/elements.ts";
import { policy } from "../../shared/policy.ts";
import { numbered } from "./code.ts";
import { HUNG, watchDrawing } from "./slow_drawing.ts";

/** How often a frame is asked whether it answers, in milliseconds, and how often it may fail to. */
const [INTERVAL_MS, MAX_UNANSWERED] = [500, 5];

const ANSWER = `<script>addEventListener("message", ({ source }) =>
  source === parent && source.postMessage("here", "*"))</script>`;
const FILLED = "<style>html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block}" +
  "html{overflow:hidden}</style>";

/**
 * @param inner a page that runs no script: what answers for it is the frame around it
 * @param source shown instead when it hangs
 */
export function watched(inner: HTMLIFrameElement, source: string): HTMLElement {
  const outer = element("iframe", {
    ...{ class: "frame", title: inner.title, sandbox: "allow-scripts" },
    srcdoc: `<!doctype html>${policy(true)}<meta charset="utf-8"><title>Page</title>` +
      `${FILLED}${ANSWER}${inner.outerHTML}`,
  });
  const holder = element("div", {}, outer);
  const takeAway = () => {
    holder.replaceChildren(element("p", { class: "problem" }, HUNG), numbered(source, "xml"));
  };
  watch(outer, takeAway);
  watchDrawing(outer, takeAway);
  return holder;
}

function watch(frame: HTMLIFrameElement, hung: () => void): void {
  let unanswered = 0;
  const hear = ({ source }: MessageEvent) => {
    if (source && source === frame.contentWindow) unanswered = 0;
  };
  const timer = setInterval(() => {
    const gone = !frame.isConnected;
    if (gone || unanswered >= MAX_UNANSWERED) {
      clearInterval(timer);
      removeEventListener("message", hear);
      return gone || hung();
    }
    unanswered++;
    frame.contentWindow?.postMessage("there?", "*");
  }, INTERVAL_MS);
  addEventListener("message", hear);
}
