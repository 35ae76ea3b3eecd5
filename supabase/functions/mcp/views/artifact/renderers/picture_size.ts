// Limits the memory of pictures by the sizes in their headers. A few bytes can decode to gigabytes of pixels.

/** Pixels of all pictures together in one content. Each pixel takes four bytes of memory. */
const MAX_PIXELS = 40_000_000;
/** Pictures in one content. Reading a picture's header takes up to 0.1 ms. */
const MAX_PICTURES = 3_000;
const PICTURE = /^\s*data:image\//i;
const DATA = /^\s*data:image\/[a-z0-9.+-]+(?:;[^,;]*)*;base64,/i;

/** @returns a function that accepts picture URLs until the pictures together exceed a limit, and then rejects them */
export function pictureBudget(): (url: string) => boolean {
  let left = MAX_PIXELS;
  let pictures = 0;
  return (url) => {
    if (!PICTURE.test(url) || ++pictures > MAX_PICTURES) return false;
    if (isPlainDrawing(url)) return true;
    const pixels = pixelsOf(url);
    if (pixels === undefined || pixels > left) return false;
    left -= pixels;
    return true;
  };
}

const DRAWING = /^\s*data:image\/svg\+xml(?:;[^,;]*)*?(;base64)?,/i;
/** Texts in an SVG that may embed a picture, or hide one behind an escape. */
const HOLDS_MORE = /image|foreignobject|<!|data:|\\|&#|\0/i;

/** Whether the URL is an SVG without embedded pictures. Such an SVG takes memory for the pixels on screen only. */
function isPlainDrawing(url: string): boolean {
  const found = DRAWING.exec(url);
  if (!found) return false;
  const written = url.slice(found[0].length);
  const bytes = found[1] === undefined ? undefined : decoded(written);
  const text = bytes ? new TextDecoder().decode(bytes) : unescaped(written);
  return (found[1] === undefined || bytes !== undefined) && !HOLDS_MORE.test(text);
}

/**
 * Returns the number of pixels of a picture.
 * @returns `undefined` unless `url` is a Base64 `data:` URL of a PNG, GIF, JPEG, WebP, AVIF or BMP
 */
export function pixelsOf(url: string): number | undefined {
  const start = DATA.exec(url)?.[0].length;
  if (start === undefined) return undefined;
  const bytes = decoded(url.slice(start));
  if (!bytes) return undefined;
  try {
    const [width, height] = sizeOf(new DataView(bytes.buffer)) ?? [];
    return width && height ? width * height : undefined;
  } catch {
    return undefined; // the header is truncated
  }
}

function decoded(base64: string): Uint8Array<ArrayBuffer> | undefined {
  const plain = unescaped(base64).replace(/[\s=]+/g, "");
  try {
    const text = atob(plain.slice(0, plain.length - (plain.length % 4 === 1 ? 1 : 0)));
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function unescaped(text: string): string {
  return text.replace(
    /%([0-9a-f]{2})/gi,
    (_, hex: string) => String.fromCharCode(parseInt(hex, 16)),
  );
}

type Size = [width: number, height: number] | undefined;

function sizeOf(view: DataView): Size {
  const is = (at: number, text: string) =>
    [...text].every((character, i) => view.getUint8(at + i) === character.charCodeAt(0));
  if (is(0, "\x89PNG\r\n\x1a\n")) return [view.getUint32(16), view.getUint32(20)];
  if (is(0, "GIF8")) return gifSize(view);
  if (is(0, "BM")) return [Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true))];
  if (is(0, "\xff\xd8")) return jpegSize(view);
  if (is(0, "RIFF") && is(8, "WEBP")) return webpSize(view, is);
  if (is(4, "ftyp")) return avifSize(view, is);
  return undefined;
}

// Returns the largest size in the header and the frames: a frame may be larger than the header says.
function gifSize(view: DataView): Size {
  let width = view.getUint16(6, true);
  let height = view.getUint16(8, true);
  const table = (flags: number) => flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
  let at = 13 + table(view.getUint8(10));
  while (at + 9 < view.byteLength) {
    const kind = view.getUint8(at);
    if (kind === 0x2c) {
      width = Math.max(width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true));
      height = Math.max(height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true));
      at += 11 + table(view.getUint8(at + 9));
    } else if (kind === 0x21) at += 2;
    else break;
    while (at < view.byteLength && view.getUint8(at) > 0) at += view.getUint8(at) + 1;
    at++;
  }
  return [width, height];
}

function jpegSize(view: DataView): Size {
  for (let at = 2;;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at++;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    } else at += 2 + view.getUint16(at + 2);
  }
}

function webpSize(view: DataView, is: (at: number, text: string) => boolean): Size {
  if (is(12, "VP8 ")) return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  if (is(12, "VP8L")) {
    const bits = view.getUint32(21, true);
    return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
  }
  const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
  return is(12, "VP8X") ? [three(24), three(27)] : undefined;
}

/** Returns the largest size in the `ispe` boxes. An AVIF has one such box for each of its images. */
function avifSize(view: DataView, is: (at: number, text: string) => boolean): Size {
  let size: Size;
  for (let at = 8; at + 16 <= view.byteLength; at++) {
    if (view.getUint8(at) !== 0x69 || !is(at, "ispe")) continue;
    const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (!size || width * height > size[0] * size[1]) size = [width, height];
  }
  return size;
}
