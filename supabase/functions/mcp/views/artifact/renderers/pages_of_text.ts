// Limits how much text the browser lays out at once. Lines, tabs, combining marks and changes of script are expensive:
// a new script (writing system) needs another font or direction.

/** Cost units of one page, which a browser lays out in half a second. A tab or a combining mark costs one unit. */
const MAX_UNITS = 44_000;
/** Cost units of a line end. */
const PER_LINE = 3;
/** Cost units of a change of script. */
const PER_CHANGE = 3;
/** Combining marks and format characters, which a browser places relative to the characters before them. */
const PLACED = /[\p{M}\p{Cf}]/u;

/** @returns the index after the page that starts at `from`; never inside a character */
export function endOfPage(text: string, from: number): number {
  let units = 0;
  let last = 0;
  let pile = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const script = scriptOf(code);
    pile = code >= 0x300 && PLACED.test(text[at]!) ? pile + 1 : 0;
    units += pile; // each mark on the same letter costs one unit more: the cost is quadratic
    if (code < 0x20) units += code === LINE_END ? PER_LINE : 1;
    if (script !== undefined && script !== last) units += PER_CHANGE;
    last = script ?? last;
    if (units > MAX_UNITS) return at;
  }
  return text.length;
}

const LINE_END = 10;

/** @returns a number for the script of a UTF-16 unit; `undefined` for digits, blanks and others that fit any script */
function scriptOf(code: number): number | undefined {
  if (code < 0x30 || (code & 0xfc00) === 0xdc00 || (code >= 0x300 && code < 0x370)) {
    return undefined;
  }
  if (code < 0x590) return 0;
  return code >= 0x2e80 && code < 0xd800 ? 1 : code >> 8;
}
