// Limits how much text is laid out at once. Lines, tabs, combining marks and changes of script (the writing
// system, and with it the font or the direction) are expensive for a browser.

/** Cost units that a browser lays out in half a second; a tab or a mark costs one. */
const MAX_UNITS = 44_000;
const PER_LINE = 3;
/** Per change of script. */
const PER_CHANGE = 3;
/** Characters that are placed relative to those before them. */
const PLACED = /[\p{M}\p{Cf}]/u;

/** @returns the index up to which text from `from` can be laid out at once; never inside a character */
export function endOfPage(text: string, from: number): number {
  let units = 0;
  let last = 0;
  let pile = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const script = scriptOf(code);
    pile = code >= 0x300 && PLACED.test(text[at]!) ? pile + 1 : 0;
    units += pile; // the cost of marks on one letter is quadratic
    if (code < 0x20) units += code === LINE_END ? PER_LINE : 1;
    if (script !== undefined && script !== last) units += PER_CHANGE;
    last = script ?? last;
    if (units > MAX_UNITS) return at;
  }
  return text.length;
}

const LINE_END = 10;

/** @returns the same number for scripts that are drawn together; undefined for characters that fit any script */
function scriptOf(code: number): number | undefined {
  if (code < 0x30 || (code & 0xfc00) === 0xdc00 || (code >= 0x300 && code < 0x370)) {
    return undefined;
  }
  if (code < 0x590) return 0;
  return code >= 0x2e80 && code < 0xd800 ? 1 : code >> 8;
}
