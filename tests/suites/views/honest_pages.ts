// Pages as assistants write them, large and decorated. All must be shown.

import type { Kind } from "../../../supabase/functions/mcp/artifacts/artifact.ts";

type Each = (i: number) => string;

const many = (count: number, each: Each) =>
  Array.from({ length: count }, (_, i) => each(i)).join("");
const page = (css: string, body: string) =>
  `<!doctype html>\n<html><head><title>Page</title><style>${css}</style></head><body>${body}</body></html>`;
const WORDS =
  "The harbour master keeps a list of all boats and writes down when each comes and leaves. ";
const SHAPES = ["sm", "md", "lg", "xl"];

const HTML = {
  "glass cards": page(
    `body{background:linear-gradient(135deg,#667eea,#764ba2)}.grid{display:grid;gap:1rem;
    grid-template-columns:repeat(auto-fill,minmax(200px,1fr))}.card{backdrop-filter:blur(12px)
    saturate(180%);-webkit-backdrop-filter:blur(12px);background:rgba(255,255,255,.2);
    border-radius:16px;box-shadow:0 8px 32px rgba(0,0,0,.2);transition:transform .3s}`,
    `<div class="grid">${
      many(24, (i) => `<div class="card"><h2>${i}</h2><p>${WORDS}</div>`)
    }</div>`,
  ),
  "a landing page": page(
    `@keyframes rise{from{opacity:0;transform:translateY(40px)}to{opacity:1;filter:none}}
    @keyframes glow{50%{box-shadow:0 0 40px #f0f;filter:hue-rotate(90deg)}}section{color:#fff;
    background:linear-gradient(90deg,#f06,#48f),radial-gradient(circle,#fff,#000);
    text-shadow:0 2px 8px #000;box-shadow:0 10px 40px rgba(0,0,0,.3);will-change:transform;
    animation:rise 1s both,glow 3s infinite;clip-path:polygon(0 0,100% 0,100% 90%,0 100%)}`,
    many(
      40,
      (i) => `<section style="animation-delay:${i * 100}ms"><h2>${i}</h2><p>${WORDS}</section>`,
    ),
  ),
  "shadows that follow": page(
    "img,.icon{filter:drop-shadow(0 4px 6px rgba(0,0,0,.3))}.icon{display:inline-block;width:90px}",
    many(40, (i) => `<div class="icon"><svg viewBox="0 0 9 9"><circle r="${i % 9}"/></svg></div>`),
  ),
  "grids": page(
    `${many(60, (i) => `.g${i}{display:grid;grid-template-columns:repeat(${i % 6 + 1},1fr) auto}`)}
    @media(max-width:600px){[class^=g]{grid-template-columns:1fr}}`,
    many(60, (i) => `<div class="g${i}">${many(12, (j) => `<div>${j}</div>`)}</div>`),
  ),
  "a report": page(
    `table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:4px}
    tr:nth-child(even){background:#f6f6f6}td:first-child{font-weight:bold}th{position:sticky;top:0}`,
    `<table><thead><tr>${many(8, (i) => `<th>Column ${i}</th>`)}</tr></thead><tbody>${
      many(2_500, (i) => `\n\t<tr>${many(8, (j) => `\n\t\t<td>${i * j}</td>`)}\n\t</tr>`)
    }</tbody></table>`,
  ),
  "a chart": page(
    "text{font:10px sans-serif;text-anchor:middle}.line{fill:none;stroke-dasharray:4 2;stroke:#06c}",
    `<svg viewBox="0 0 2000 400"><polyline class="line" points="${
      many(2_000, (i) => `${i},${200 + Math.round(150 * Math.sin(i / 40))} `)
    }"/>${
      many(2_000, (i) => `<circle cx="${i}" cy="${i % 400}" r="2"><title>${i}</title></circle>`)
    }${many(300, (i) => `<text x="${i * 7}" y="390" text-anchor="end">${i}</text>`)}</svg>`,
  ),
  "a calendar": page(
    `.month{display:grid;grid-template-columns:repeat(7,1fr)}.month>:nth-child(7n){color:red}
    .day:nth-of-type(7n+1)::before{content:counter(week);counter-increment:week}.day~.day{border:0}`,
    many(
      24,
      (i) =>
        `<h2>${i}</h2><div class="month">${
          many(31, (j) => `<div class="day">${j + 1}</div>`)
        }</div>`,
    ),
  ),
  "a kanban board": page(
    `.board{display:flex}.column:has(.card:nth-child(6)){background:#fee}.card:has(.tag.urgent){
    border:2px solid red}.board:not(:has(.card))::after{content:"Nothing"}.column .card:nth-child(
    odd of .card){background:#fafafa}.card:hover~.card{opacity:.6}.board:has(input:checked) .done{
    display:none}.card:is(.a,.b) .tag:where(:first-child,:last-child){margin:0}`,
    `<div class="board">${
      many(6, () =>
        `<div class="column"><input type="checkbox">${
          many(60, (i) =>
            `<div class="card a"><b>${i}</b><span class="tag urgent">now</span></div>`)
        }</div>`)
    }</div>`,
  ),
  "comments": page(
    ".comment .comment{margin-left:12px;border-left:2px solid #ddd}.comment .comment .body a{color:red}",
    many(
      10,
      () =>
        `${many(40, (i) => `<div class="comment"><div class="body">${i}: ${WORDS}</div>`)}${
          "</div>".repeat(40)
        }`,
    ),
  ),
  "a form": page(
    "label{display:block}input:focus~.hint{display:block}fieldset:has(:invalid){border-color:red}",
    `<form>${
      many(50, (i) =>
        `<fieldset><label>Name <input name="a${i}" required></label><label><input type="checkbox"> Yes
        </label><input type="range"><select>${
          many(12, (j) =>
            `<option>${j}</option>`)
        }</select></fieldset>`)
    }</form>`,
  ),
  "a page to print": page(
    `@page{size:A4;margin:2cm}@media print{nav{display:none}h2{break-before:page}a::after{content:
    " (" attr(href) ")"}}h2{counter-increment:part}h2::before{content:counter(part) ". "}q{quotes:"«" "»"}`,
    many(200, () => `<h2>Part</h2><p>${WORDS}<q>${WORDS}</q></p>`),
  ),
  "a long article": page(
    "p{text-align:justify;hyphens:auto}p:first-of-type::first-letter{font-size:3em;float:left}h2~p{margin:1em}",
    many(
      3_000,
      (i) => `${i % 50 ? "" : `<h2>Part ${i}</h2>`}<p>${WORDS.repeat(3)}<em>${i}</em></p>\n`,
    ),
  ),
  "columns": page(
    ".columns{columns:3 200px;column-rule:1px solid}.news{column-count:2}",
    many(
      5,
      (i) =>
        `<div class="${i % 2 ? "news" : "columns"}">${many(30, () => `<p>${WORDS}</p>`)}</div>`,
    ),
  ),
  "a palette": page(
    ".swatch{display:inline-block;width:20px;height:20px;border-radius:4px;box-shadow:0 1px 2px #0006}",
    many(
      2_000,
      (i) =>
        `<div class="swatch" title="${i}" style="background:linear-gradient(hsl(${
          i % 360
        } 80% 50%),hsl(${i % 360} 80% 30%))"></div>`,
    ),
  ),
  "a phrase book": page(
    "td{padding:4px}",
    `<table>${
      many(2_000, (i) => `<tr><td>Hello ${i}</td><td>今日は</td><td>שלום</td><td>नमस्ते</td></tr>`)
    }</table>`,
  ),
  "a style sheet of utilities": page(
    `*,::before,::after{box-sizing:border-box}${
      many(4_000, (i) =>
        `.${
          SHAPES[i % 4]
        }\\:m-${i}:hover>:not([hidden])~:not([hidden]){margin:${i}px;color:#123456}`)
    }`,
    many(
      1_000,
      (i) => `<div class="row m-${i}"><span class="sm:m-${i * 4}">${i}</span><i>a</i></div>`,
    ),
  ),
};

const SVG = {
  "boxes with shadows":
    `<svg viewBox="0 0 800 600"><filter id="shadow"><feGaussianBlur stdDeviation="3"/>
    <feOffset dx="2"/><feComponentTransfer/><feMerge><feMergeNode/><feMergeNode/></feMerge></filter>${
      many(60, (i) =>
        `<g filter="url(#shadow)"><rect x="${i * 9}" width="80" height="40" rx="6"/></g>`)
    }<text y="99">END</text></svg>`,
};

export const HONEST: readonly [Kind, string, string][] = [
  ...Object.entries(HTML).map(([name, html]) =>
    ["html", name, html.replace("</body>", "<p>END</p></body>")] as [Kind, string, string]
  ),
  ...Object.entries(SVG).map(([name, svg]) => ["svg", name, svg] as [Kind, string, string]),
];
