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
  /** Language of the source text, for the highlighter. Default: the artifact's language. */
  source?: string;
  /** Whether the whole content is needed: its first chunk alone cannot be rendered. */
  needsAll?: true;
  /** Whether to render again when the theme changes, because the drawing has the theme's colours. */
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
