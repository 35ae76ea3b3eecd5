/// <reference lib="dom" />
// The renderer of each kind.

import type { Kind } from "../../../artifacts/kinds.ts";
import { numbered } from "./code.ts";
import { renderDiagram } from "./diagram.ts";
import { renderDrawing, renderPage } from "./frame.ts";
import { renderMarkdown } from "./markdown.ts";
import type { Renderer } from "./renderer.ts";
import { renderTable } from "./table.ts";
import { renderTree } from "./tree.ts";

/** How a kind is rendered. */
interface KindRenderer {
  render: Renderer;
  /** Language of the source, for the highlighter. */
  source?: string;
  /** Only the complete content can be rendered, not its first chunk. */
  needsAll?: true;
  /** Drawn in the theme's colours, so rendered again when the theme changes. */
  themed?: true;
  /** Whether contents of this kind can contain scripts. */
  scripts?: true;
}

export const RENDERERS: Record<Kind, KindRenderer> = {
  markdown: { render: renderMarkdown, source: "markdown" },
  code: { render: renderSource },
  html: { render: renderPage, source: "xml", needsAll: true, scripts: true },
  svg: { render: renderDrawing, source: "xml", needsAll: true, scripts: true },
  mermaid: { render: renderDiagram, needsAll: true, themed: true },
  json: { render: renderTree, source: "json", needsAll: true },
  csv: { render: renderTable },
  text: { render: renderSource },
};

/** Renders any content as source. */
export function renderSource({ content, kind, language }: Parameters<Renderer>[0]): HTMLElement {
  return numbered(content, RENDERERS[kind].source ?? language, kind === "text");
}
