// Picture sizes from headers.

import assert from "node:assert/strict";
import {
  pictureBudget,
  pixelsOf,
} from "../../supabase/functions/mcp/views/artifact/renderers/picture_size.ts";

const url = (type: string, ...parts: (string | number[])[]) =>
  `data:image/${type};base64,` +
  btoa(
    parts.map((part) => typeof part === "string" ? part : String.fromCharCode(...part)).join(""),
  );
const big = (n: number) => [n >>> 24, n >> 16 & 255, n >> 8 & 255, n & 255];
const little = (n: number) => [n & 255, n >> 8 & 255];
const PNG = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const png = (width: number, height: number) => url("png", PNG, big(width), big(height));
const webp = (chunk: string, ...rest: number[][]) =>
  url("webp", `RIFF\0\0\0\0WEBP${chunk}\0\0\0\0`, ...rest, Array(9).fill(0));

Deno.test("pixelsOf() reads the size of each kind of picture", () => {
  const pictures: Record<string, [string, number]> = {
    png: [png(70_000, 3), 210_000],
    gif: [url("gif", "GIF89a", little(5), little(6), [0, 0, 0, 0x3b], Array(9).fill(0)), 30],
    "a gif with a larger frame": [
      url(
        "gif",
        "GIF89a",
        little(1),
        little(1),
        [0, 0, 0, 0x21, 0xf9, 1, 9, 0, 0x2c],
        [0, 0, 0, 0],
        little(900),
        little(800),
        Array(9).fill(0),
      ),
      720_000,
    ],
    jpeg: [
      url("jpeg", "\xff\xd8\xff\xe0", [0, 4, 1, 1], "\xff\xc2", [0, 9, 8, 0, 7, 1, 0]),
      7 * 256,
    ],
    lossy: [webp("VP8 ", [0, 0, 0, 0x9d, 1, 0x2a], little(20), little(30)), 600],
    lossless: [webp("VP8L", [0x2f], big(0xffffff0f).reverse()), 0x3f10 * 0x4000],
    extended: [webp("VP8X", [0, 0, 0, 0], [1, 0, 1], [2, 0, 0]), 65_538 * 3],
    avif: [url("avif", "\0\0\0\x1cftypavif\0\0ispe\0\0\0\0", big(40), big(50)), 2_000],
    bmp: [url("bmp", "BM", Array(16).fill(0), little(8), [0, 0], big(0xfffffff7).reverse()), 72],
    "escapes and blanks": [png(2, 3).replace("=", "%3D").replace("R", "%52 "), 6],
  };
  for (const [name, [source, pixels]] of Object.entries(pictures)) {
    assert.equal(pixelsOf(source), pixels, name);
  }
});

Deno.test("pixelsOf() of an unreadable picture is undefined", () => {
  for (
    const source of [
      "https://example.com/x.png",
      "data:image/png,x",
      "data:image/png;base64,",
      "data:image/png;base64,%%%",
      url("png", PNG),
      url("svg+xml", "<svg width='9' height='9'/>"),
      url("jpeg", "\xff\xd8\xff\xff\xff"),
    ]
  ) assert.equal(pixelsOf(source), undefined, source);
});

Deno.test("pictureBudget() accepts 40 million pixels in total", () => {
  const fits = pictureBudget();
  const got = [[16_383, 16_383], [5_000, 5_000], [4_000, 4_000], [3_000, 5_000], [9, 9]] as const;
  assert.deepEqual(got.map(([width, height]) => fits(png(width, height))), [
    ...[false, true, false, true, false],
  ]);
});

Deno.test("pictureBudget() reads at most 3,000 pictures", () => {
  const fits = pictureBudget();
  const drawing = "data:image/svg+xml,<svg/>";
  for (let i = 0; i < 1_500; i++) {
    assert.equal(fits("https://example.com/x.png"), false);
    assert.deepEqual([fits(png(1, 1)), fits(drawing)], [true, true]);
  }
  assert.deepEqual([fits(png(1, 1)), fits(drawing)], [false, false]);
});

Deno.test("pictureBudget() accepts SVGs without embedded pictures", () => {
  const fits = pictureBudget();
  const drawing = (inside: string) => [
    url("svg+xml", `<svg>${inside}</svg>`),
    `data:image/svg+xml;charset=utf-8,${encodeURIComponent(`<svg>${inside}</svg>`)}`,
  ];
  for (const plain of drawing("<path d='M0 0'/>")) assert.equal(fits(plain), true, plain);
  for (
    const inside of [
      `<image href="${png(9, 9)}"/>`,
      `<a:image a:href="x"/>`,
      `<use mask="url(&#100;ata:)"/>`,
      `<style>g{mask:url(\\64 ata:)}</style>`,
      `<!DOCTYPE x>`,
    ]
  ) for (const holding of drawing(inside)) assert.equal(fits(holding), false, holding);
});
