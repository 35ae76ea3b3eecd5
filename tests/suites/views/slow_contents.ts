// Pages that browsers without a GPU draw for 5 to 100 seconds a frame. All answer messages meanwhile.

import type { Kind } from "../../../supabase/functions/mcp/artifacts/artifact.ts";

const layers = (css: string, count: number) =>
  `<style>p{margin:0;position:fixed;inset:0;${css}}</style>${"<p>x</p>".repeat(count)}`;
const nested = (css: string, count: number) =>
  `<style>div{position:absolute;inset:0;${css}}</style>${"<div>x".repeat(count)}`;
const animated = (to: string, css: string, count: number) =>
  `<style>@keyframes k{to{${to}}}</style>${
    layers(`animation:k .5s infinite alternate;${css}`, count)
  }`;

export const SLOW: Record<string, [Kind, string]> = {
  "animated blurs behind glass": [
    "html",
    animated(
      "transform:rotate3d(1,1,1,9deg);filter:blur(90px)",
      "will-change:transform,filter;backdrop-filter:blur(50px);mix-blend-mode:difference",
      3_000,
    ),
  ],
  "glass that nothing moves": ["html", layers("backdrop-filter:blur(50px)", 3_000)],
  "glass that moves later": [
    "html",
    animated("opacity:.5", "animation-delay:2s;backdrop-filter:blur(50px)", 3_000),
  ],
  "glass in glass": ["html", nested("backdrop-filter:blur(50px);filter:blur(9px)", 280)],
  "animated blurs": ["html", animated("filter:blur(90px)", "", 3_000)],
  "blurs on layers of their own": ["html", layers("filter:blur(50px);will-change:filter", 4_000)],
  "animated shadows": [
    "html",
    animated(
      "opacity:.5",
      "filter:drop-shadow(0 0 99px red);background:linear-gradient(red,#0000);will-change:transform",
      1_000,
    ),
  ],
  "blended gradients": [
    "html",
    animated("opacity:.5", "mix-blend-mode:difference;background:conic-gradient(red,blue)", 3_000),
  ],
  "filters of a drawing": [
    "svg",
    `<svg><filter id="f"><feTurbulence numOctaves="99"/><feMorphology operator="dilate" radius="40"/>
    </filter><foreignObject width="100%" height="100%">${
      animated("opacity:.5", "filter:url(#f);will-change:transform", 500)
    }</foreignObject></svg>`,
  ],
};
