// Limits on the source of a page, checked before a browser parses it. Each count is an upper bound of what the parser
// creates.

import { Problem } from "../../shared/problem.ts";
import { CDATA, COMMENT, OpenElements } from "./open_elements.ts";

export const TOO_MUCH =
  "This has too many elements to be shown without freezing the view: here is the source.";

interface Limits {
  tags: number;
  /** Formatting elements that the parser reopens. */
  reopened: number;
}

const PAGE: Limits = { tags: 60_000, reopened: 30_000 };
/** DOMPurify takes a second to check 30,000 attributes. */
const MAX_ATTRIBUTES = 30_000;
/** `style` and `template` elements. DOMPurify filters the content of each one separately. */
const MAX_STYLES = 100;
const MAX_TEMPLATES = 100;
/** Nested `details`. With a `summary` in each, Chromium takes cubic time: half a second for 140, five for 280. */
const MAX_DETAILS = 60;
/** Characters read to find the ends of tags. Without this limit, unclosed quotes make the reading quadratic. */
const MAX_READ = 8_388_608;

/** A tag or a delimiter. Names are cut after 21 characters: no name in the lists is longer. */
const TOKEN = /<\/?([a-z][^\t\n\f\r />]{0,20})|<!--|<!\[CDATA\[|<[!?/]|--!?>|\]\]>/gi;
const ATTRIBUTE =
  /[\t\n\f\r /]*(?:(>)|[^\t\n\f\r />][^\t\n\f\r />=]*(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"[^"]*"?|'[^']*'?|[^\t\n\f\r >"'][^\t\n\f\r >]*)?)?)/y;

/** @throws {Problem} if the source exceeds a limit */
export function checkTags(
  source: string,
  { tags, reopened }: Limits = PAGE,
): void {
  const open = new OpenElements();
  const seen = { tags: 0, attributes: 0, style: 0, template: 0, read: 0 };
  let tagEnd = 0; // a tag before this index may be text inside an attribute value
  const token = new RegExp(TOKEN);
  for (let found = token.exec(source); found; found = token.exec(source)) {
    const [text, written] = found;
    const hidden = found.index < tagEnd;
    const after = found.index + text.length;
    if (text[0] === "<") seen.tags++;
    if (written !== undefined) {
      const name = written.replace(
        /[A-Z]+/g,
        (letters) => letters.toLowerCase(),
      );
      const tag = readTag(source, after);
      seen.attributes += tag.attributes;
      seen.read += tag.end - after;
      tagEnd = Math.max(tagEnd, tag.end);
      open.reopen();
      if (text[1] !== "/") {
        if (name === "style" || name === "template") seen[name]++;
        open.start(name, hidden);
      } else if (!hidden) open.end(name);
      token.lastIndex = found.index + 2; // directly after `<x` or `</`: the parser may see another tag inside the name
    } else if (text === COMMENT) {
      open.startText(COMMENT);
      token.lastIndex = found.index + 2; // `<!-->` is a complete comment: its last three characters end the comment
    } else if (text.startsWith("--")) open.endText(COMMENT);
    else if (text === "]]>") open.endText(CDATA);
    else if (text.toUpperCase() === CDATA) open.startText(CDATA);
    else {
      const end = source.indexOf(">", after);
      seen.read += (end < 0 ? source.length : end) - after;
      tagEnd = Math.max(tagEnd, end < 0 ? source.length : end);
    }
    const tooMuch = seen.tags > tags || open.reopened > reopened ||
      seen.attributes > MAX_ATTRIBUTES || seen.style > MAX_STYLES ||
      seen.template > MAX_TEMPLATES || seen.read > MAX_READ ||
      open.details > MAX_DETAILS;
    if (tooMuch) throw new Problem(TOO_MUCH);
  }
}

function readTag(
  source: string,
  from: number,
): { end: number; attributes: number } {
  ATTRIBUTE.lastIndex = from;
  for (let attributes = 0; attributes <= MAX_ATTRIBUTES; attributes++) {
    const found = ATTRIBUTE.exec(source);
    if (!found) return { end: source.length, attributes };
    if (found[1]) return { end: ATTRIBUTE.lastIndex, attributes };
  }
  return { end: source.length, attributes: MAX_ATTRIBUTES + 1 };
}
