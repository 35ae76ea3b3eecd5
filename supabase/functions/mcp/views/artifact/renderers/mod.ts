/// <reference lib="dom" />
// What renders each kind.

import type { Kind } from "../../../artifacts/artifact.ts";
import { numbered } from "./code.ts";
import { renderDiagram } from "./diagram.ts";
import { renderDrawing, renderPage } from "./frame.ts";
import { renderMarkdown } from "./markdown.ts";
import type { Renderer } from "./renderer.ts";
import { renderTable } from "./table.ts";
import { renderTree } from "./tree.ts";

/** How a kind is shown; `source` tells the highlighter what it is written in. */
interface Showing {
  render: Renderer;
  source?: string;
  /** A beginning of it shows nothing. */
  needsAll?: true;
  /** It is drawn in the colours of the theme. */
  themed?: true;
  /** There may be scripts in it. */
  scripts?: true;
}

export const SHOWINGS: Record<Kind, Showing> = {
  markdown: { render: renderMarkdown, source: "markdown" },
  code: { render: renderSource },
  html: { render: renderPage, source: "xml", needsAll: true, scripts: true },
  svg: { render: renderDrawing, source: "xml", needsAll: true, scripts: true },
  mermaid: { render: renderDiagram, needsAll: true, themed: true },
  json: { render: renderTree, source: "json", needsAll: true },
  csv: { render: renderTable },
  text: { render: renderSource },
};

/** Any content as it is written. */
export function renderSource({ content, kind, language }: Parameters<Renderer>[0]): HTMLElement {
  return numbered(content, SHOWINGS[kind].source ?? language, kind === "text");
}
