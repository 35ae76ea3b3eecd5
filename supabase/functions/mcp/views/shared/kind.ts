/// <reference lib="dom" />
// The label and the icon of each kind of artifact.

import type { Kind } from "../../artifacts/kinds.ts";

/** The label, and the SVG path of the icon. The path is drawn in a square of 16 × 16 units. */
const ICONS: Record<Kind, [label: string, path: string]> = {
  markdown: ["Document", "M3 1h7l3 3v11H3zM5 6h6M5 9h6M5 12h4"],
  code: ["Code", "M5 4 1 8l4 4M11 4l4 4-4 4M9 2 7 14"],
  html: ["Page", "M1 3h14v11H1zM1 6h14M3 4.5h1M5 4.5h1"],
  svg: ["Drawing", "M2 14 5 5l6-3 3 3-3 6zM2 14l5-5M11 2l3 3"],
  mermaid: ["Diagram", "M5 1h6v4H5zM1 11h6v4H1zM9 11h6v4H9zM8 5v3M4 11V8h8v3"],
  json: ["Data", "M6 2c-3 0-1 6-4 6 3 0 1 6 4 6M10 2c3 0 1 6 4 6-3 0-1 6-4 6"],
  csv: ["Table", "M1 2h14v12H1zM1 6h14M1 10h14M6 2v12M11 2v12"],
  text: ["Text", "M2 3h12M2 6h12M2 9h12M2 12h7"],
};

const SVG = "http://www.w3.org/2000/svg";

export function labelOf(kind: Kind): string {
  return ICONS[kind][0];
}

/** Creates the icon. It is hidden from screen readers, which read the label beside it. */
export function iconOf(kind: Kind): SVGElement {
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("viewBox", "0 0 16 16");
  icon.setAttribute("class", "icon");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[kind][1]);
  icon.append(path);
  return icon;
}
