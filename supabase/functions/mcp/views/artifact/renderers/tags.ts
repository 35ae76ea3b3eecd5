// Limits on a page's source, checked before parsing. Each count is an upper bound of the parser's count.

import { Problem } from "../../shared/problem.ts";
import { CDATA, COMMENT, OpenElements } from "./open_elements.ts";

export const TOO_MUCH = "This has too many parts to be drawn without freezing: here is the source.";

interface Limits {
  tags: number;
  /** Formatting elements that the parser may reopen. */
  reopened: number;
}

const PAGE: Limits = { tags: 60_000, reopened: 30_000 };
/** DOMPurify checks each attribute: 30,000 take a second. */
const MAX_ATTRIBUTES = 30_000;
/** DOMPurify filters each style and each template separately. */
const MAX_STYLES = 100;
const MAX_TEMPLATES = 100;
/** After parsing, Chromium takes cubic time for nested `details` with a `summary`: 140 half a second, 280 five. */
const MAX_DETAILS = 60;
/** Characters read to find tag ends. Unclosed quotes could make this quadratic. */
const MAX_READ = 8_388_608;

/** No relevant name is longer than 20 characters. */
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
  let tagEnd = 0; // an end tag before this index may be inside an attribute value
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
      token.lastIndex = found.index + 2; // not after the name: the parser may see another tag inside it
    } else if (text === COMMENT) {
      open.startText(COMMENT);
      token.lastIndex = found.index + 2; // `<!-->` is a complete comment, so its `-->` counts too
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
