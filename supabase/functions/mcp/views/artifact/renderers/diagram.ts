/// <reference lib="dom" />
// Mermaid diagrams. The Mermaid library is ten times as large as the view, so it is a separate resource that is
// read for the first diagram. Mermaid runs in a frame with an opaque origin, because diagrams are untrusted.

import { element } from "../../shared/elements.ts";
import type { Host } from "../../shared/host.ts";
import { plainText } from "../../shared/plain_text.ts";
import { policy } from "../../shared/policy.ts";
import { Problem } from "../../shared/problem.ts";
import { numbered } from "./code.ts";
import { frame } from "./frame.ts";
import type { Renderer } from "./renderer.ts";
import { HUNG, watchDrawing } from "./slow_drawing.ts";

/** Defined by the build. */
declare const MERMAID_URI: string;

/** Drawing is stopped after this time: some diagrams would take minutes. */
const TIME_LIMIT_MS = 20_000;
/** Larger diagrams would take longer than the time limit. A diagram's own settings cannot raise these limits. */
const MAX_TEXT = 50_000;
const MAX_EDGES = 500;
const MAX_LINES = 1_000;

let library: Promise<string> | undefined;

export const renderDiagram: Renderer = async ({ content, title }, { host, open }) => {
  if (content.length > MAX_TEXT || content.split(/[\n;]/).length > MAX_LINES) {
    throw new Problem("This diagram is too large to be drawn: here is the source.");
  }
  library ??= readLibrary(host);
  const code = await library.catch(() => {
    library = undefined;
    throw new Problem("This host did not give what draws diagrams: here is the source.");
  });
  const made = frame(title, documentOf(code), true);
  const drawn = waitForDiagram(made);
  made.addEventListener("load", () => {
    made.contentWindow?.postMessage({ source: content, theme: host.theme }, "*");
  }, { once: true });
  openLinksOf(made, open);
  // A frame runs only while it is in the document.
  const holder = element("div", { class: "diagram" }, made);
  watchDrawing(made, () => {
    holder.replaceChildren(element("p", { class: "problem" }, HUNG), numbered(content, null));
  });
  drawn.then(
    (height) => made.style.height = `${height}px`,
    (problem: Problem) =>
      holder.replaceChildren(element("p", { class: "problem" }, plainText(problem.message))),
  );
  return holder;
};

async function readLibrary({ app }: Host): Promise<string> {
  const { contents: [first] } = await app.readServerResource({ uri: MERMAID_URI });
  if (!first || !("blob" in first)) throw new Error("no blob");
  const bytes = Uint8Array.from(atob(first.blob), (character) => character.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(text).text();
}

/** Resolves to the diagram's height in pixels; rejects with the reason if it cannot be drawn. */
function waitForDiagram(made: HTMLIFrameElement): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => settle(() => reject(new Problem("Drawing this takes too long."))),
      TIME_LIMIT_MS,
    );
    function settle(end: () => void) {
      clearTimeout(timer);
      removeEventListener("message", hear);
      end();
    }
    function hear({ source, data }: MessageEvent) {
      if (source !== made.contentWindow || !source) return;
      if (typeof data?.height === "number") settle(() => resolve(Math.min(data.height, 4_000)));
      else settle(() => reject(new Problem(`This is no diagram: ${String(data?.error)}`)));
    }
    addEventListener("message", hear);
  });
}

/** The frame removes link targets and reports which link was clicked. */
function openLinksOf(made: HTMLIFrameElement, open: (url: string) => void): void {
  function hear({ source, data }: MessageEvent): void {
    if (!source || source !== made.contentWindow) {
      if (!made.isConnected) removeEventListener("message", hear);
    } else if (typeof data?.open === "string") open(data.open);
  }
  addEventListener("message", hear);
}

function documentOf(library: string): string {
  const script = library.replace(/<\/(script)/gi, "<\\/$1");
  // The policy blocks pictures: no code checks the size of pictures in a diagram's labels and styles.
  return `<!doctype html>${policy(true, false)}<meta charset="utf-8">` +
    `<style>body{margin:0}svg{max-width:100%;height:auto;display:block;margin:auto}</style>` +
    `<div id="diagram"></div><script>${script}</script><script>${DRAW}</script>`;
}

/** Attributes with a link target, including MathML links and image maps. */
const LEADING = /^(?:action|formaction|href|ping|target|usemap)$/i;

// Runs in the frame. Handles one message from its parent and replies with a height or an error.
const DRAW = `addEventListener("message", async ({ source, data }) => {
  if (source !== parent) return;
  try {
    document.documentElement.style.colorScheme = data.theme;
    mermaid.initialize({ startOnLoad: false, securityLevel: "strict", maxTextSize: ${MAX_TEXT}, maxEdges: ${MAX_EDGES}, theme: data.theme === "dark" ? "dark" : "default" });
    const { svg } = await mermaid.render("drawn", data.source);
    const diagram = document.getElementById("diagram");
    diagram.innerHTML = svg;
    for (const any of diagram.querySelectorAll("*")) {
      const link = any.localName === "a";
      let url;
      for (const attribute of [...any.attributes]) {
        if (!${LEADING}.test(attribute.localName)) continue;
        if (!link && attribute.localName === "href" && /^#[^\\s]+$/.test(attribute.value)) continue;
        if (link && attribute.localName === "href") url ||= attribute.value;
        any.removeAttributeNode(attribute);
      }
      if (url) any.addEventListener("click", () => parent.postMessage({ open: url }, "*"));
    }
    parent.postMessage({ height: Math.ceil(diagram.getBoundingClientRect().height) }, "*");
  } catch (error) {
    parent.postMessage({ error: String(error && error.message || error).slice(0, 300) }, "*");
  }
}, { once: true });`;
