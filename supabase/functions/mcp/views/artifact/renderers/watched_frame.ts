/// <reference lib="dom" />
// A frame that is replaced by its source when it hangs: no filter can list all expensive styles. Browsers that run
// frames in their own process keep the conversation responsive until then.

import { element } from "../../shared/elements.ts";
import { policy } from "../../shared/policy.ts";
import { numbered } from "./code.ts";
import { HUNG, watchDrawing } from "./slow_drawing.ts";

/** Time between two pings. */
const INTERVAL_MS = 500;
/** Consecutive pings without an answer. */
const MAX_UNANSWERED = 5;

const ANSWER = `<script>addEventListener("message", ({ source }) =>
  source === parent && source.postMessage("here", "*"))</script>`;
const FILLED = "<style>html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block}" +
  "html{overflow:hidden}</style>";

/**
 * @param inner a page without scripts; the frame around it answers the pings
 * @param source shown instead of a frame that hangs
 */
export function watchedFrame(inner: HTMLIFrameElement, source: string): HTMLElement {
  const outer = element("iframe", {
    class: "frame",
    title: inner.title,
    sandbox: "allow-scripts",
    srcdoc: `<!doctype html>${policy(true)}<meta charset="utf-8"><title>Page</title>` +
      `${FILLED}${ANSWER}${inner.outerHTML}`,
  });
  const holder = element("div", {}, outer);
  const showSource = () => {
    holder.replaceChildren(element("p", { class: "problem" }, HUNG), numbered(source, "xml"));
  };
  watch(outer, showSource);
  watchDrawing(outer, showSource);
  return holder;
}

function watch(frame: HTMLIFrameElement, hung: () => void): void {
  let unanswered = 0;
  const onMessage = ({ source }: MessageEvent) => {
    if (source && source === frame.contentWindow) unanswered = 0;
  };
  const timer = setInterval(() => {
    const isRemoved = !frame.isConnected;
    if (isRemoved || unanswered >= MAX_UNANSWERED) {
      clearInterval(timer);
      removeEventListener("message", onMessage);
      return isRemoved || hung();
    }
    unanswered++;
    frame.contentWindow?.postMessage("there?", "*");
  }, INTERVAL_MS);
  addEventListener("message", onMessage);
}
