// How much of a text is laid out at once. Lines, tabs and marks cost a browser time, and so does each change
// between scripts: it takes another font or another direction.

/** Units that are laid out within half a second. A tab or a mark is one; a line and a change of script are more. */
const [MAX_UNITS, PER_LINE, PER_CHANGE] = [44_000, 3, 3];
/** What is placed by what stands before it. */
const PLACED = /[\p{M}\p{Cf}]/u;

/** @returns where the text that begins at `from` becomes too much to lay out at once; never inside a character */
export function endOfPage(text: string, from: number): number {
  let [units, last, pile] = [0, 0, 0];
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const script = scriptOf(code);
    pile = code >= 0x300 && PLACED.test(text[at]!) ? pile + 1 : 0;
    units += pile; // each mark looks at those before it
    if (code < 0x20) units += code === LINE_END ? PER_LINE : 1;
    if (script !== undefined && script !== last) units += PER_CHANGE;
    last = script ?? last;
    if (units > MAX_UNITS) return at;
  }
  return text.length;
}

const LINE_END = 10;

/** @returns the same number for scripts that are drawn in one go; none for what is drawn with any */
function scriptOf(code: number): number | undefined {
  if (code < 0x30 || (code & 0xfc00) === 0xdc00 || (code >= 0x300 && code < 0x370)) {
    return undefined;
  }
  if (code < 0x590) return 0;
  return code >= 0x2e80 && code < 0xd800 ? 1 : code >> 8;
}
