// sanitizeStyle() removes everything that could fetch.

import assert from "node:assert/strict";
import { sanitizeStyle } from "../../supabase/functions/mcp/views/artifact/renderers/sanitize_style.ts";
import { pictureBudget } from "../../supabase/functions/mcp/views/artifact/renderers/picture_size.ts";

const closed = (css: string) => sanitizeStyle(css, pictureBudget());

const AWAY = "https://evil.example/x";

Deno.test("sanitizeStyle() removes every function and rule that fetches", () => {
  for (
    const css of [
      `a{background:url(${AWAY})}`,
      `a{background:URL("${AWAY}")}`,
      `a{background:url( '${AWAY}' )}`,
      `a{background:u\\72 l(${AWAY})}`,
      `a{background:\\75\\72\\6c(${AWAY})}`,
      `a{background:\\000075rl(${AWAY})}`,
      `a{background:u\\rl(${AWAY})}`,
      `a{background:image-set("${AWAY}" 1x)}`,
      `a{background:-webkit-image-set(url(${AWAY}) 1x)}`,
      `a{background:image("${AWAY}")}`,
      `a{background:src("${AWAY}")}`,
      `a{background:url(//evil.example)}`,
      `a{background:url(relative.png)}`,
      `a{background:url()}`,
      `a{--x:url(${AWAY})}`,
      `@font-face{src:url(${AWAY})}`,
      `a{cursor:url(${AWAY}),auto}`,
      `a{background:url(/**/#x)}`,
      `a{background:url(javascript:1)}`,
      `a{background:url("data:text/html,x")}`,
      `a{background:url("data:image/gif;base64,AAAA")}`,
    ]
  ) assert.match(closed(css), /\bblocked\(/, css);
  for (
    const css of [
      `@import "${AWAY}";`,
      `@IMPORT url(${AWAY});`,
      `@\\69mport '${AWAY}';`,
      `@namespace "${AWAY}";`,
    ]
  ) {
    assert.match(closed(css), /^@blocked\b/, css);
  }
});

Deno.test("sanitizeStyle() leaves other styles unchanged", () => {
  for (
    const css of [
      "body { font: 16px system-ui; background: linear-gradient(#e8f4ff, #fff) }",
      "@media (min-width: 9px) { a:not(.b) { width: calc(1px + 2%) } }",
      "@keyframes k { to { transform: rotate(1turn) } }",
      "a { fill: url(#gradient); filter: url('#blur') }",
      `a { background: url(${picture(9, 9)}) }`,
      `a { background: url( '${picture(9, 9).replace("+", "\\\n+")}' ) no-repeat }`,
      `a { mask: url("data:image/svg+xml,%3csvg viewBox='0 0 9 9'%3e%3cpath d='M0 0'/%3e%3c/svg%3e") }`,
      "@font-face { src: url(data:font/woff2;base64,d09GMgABAAAA) format('woff2') }",
      "a::before { content: '\\201C'; color: var(--x, rgb(1 2 3)) }",
      ".sm\\:grid { display: grid }",
    ]
  ) assert.equal(closed(css), css);
});

Deno.test("sanitizeStyle() keeps pictures up to 40 million pixels in total, in any notation", () => {
  const large = picture(5_000, 5_000);
  const [many, one] = [/url\(/g, /blocked\(/g];
  for (
    const [first, then] of [
      [`a{background:url(${large})}`, `b{cursor:url("${large}"),auto}`],
      [`a{--x:url('${large}')}`, `b{content:URL( ${large} )}`],
      [`a{mask:url("${large}")`, `b{list-style:u\\72l("\\64 ata:${large.slice(5)}"`],
      [`a{background:url(${large},url(${large})}`, ""],
      [`a{background:url(${large})`, `b{background:url("${large.replace(",", ",\\\n")}")}`],
      [`a{background:url(${large})`, `b{background:url(${large.replace("image", "\\69mage")})}`],
    ] as const
  ) {
    const css = closed(`${first}${then}`);
    assert.deepEqual([css.match(many)?.length, css.match(one)?.length], [1, 1], css.slice(0, 99));
  }
});

Deno.test("sanitizeStyle() blocks a picture declared as a font, and a truncated address", () => {
  const large = picture(20_000, 20_000);
  for (
    const css of [
      `a{background:url(${large.replace("image/gif", "font/woff")})}`,
      `a{background:url(${large.replace("image/gif", "application/font-woff")})}`,
      `a{background:url(${picture(9, 9)} x)}`,
      `a{background:url("${picture(9, 9)}\n")}`,
      `a{background:url("data:image/svg+xml,%3csvg%3e%3cimage href='${large}'/%3e%3c/svg%3e")}`,
    ]
  ) assert.match(closed(css), /\bblocked\(/, css);
});

Deno.test("sanitizeStyle() handles 1 MB of nested addresses without delay", () => {
  for (
    const part of ["url(data:image/gif;base64,", `url("data:image/gif;base64,`, `url('data:,url("`]
  ) {
    const began = performance.now();
    closed(part.repeat(1_048_576 / part.length));
    assert.ok(performance.now() - began < 2_000, part);
  }
});

/** A GIF header only, whose size contains a "+" in Base64. */
function picture(width: number, height: number): string {
  const little = (n: number) => String.fromCharCode(n & 255, n >> 8);
  return `data:image/gif;base64,${
    btoa(`GIF89a${little(width)}${little(height)}\0\0\0;\xfb\xef\xbe`)
  }`;
}
