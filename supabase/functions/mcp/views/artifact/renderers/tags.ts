// Limits on a page's source, checked before a parser or filter reads it. No count is lower than the parser's.

import { Problem } from "../../shared/problem.ts";
import { BARRIERS, FORMATTING, SPECIAL } from "./tag_names.ts";

export const TOO_MUCH = "This has too many parts to be drawn without freezing: here is the source.";

interface Limits {
  tags: number;
  /** Elements that the parser reopens, at most. */
  reopened: number;
}

const PAGE: Limits = { tags: 60_000, reopened: 30_000 };
/** DOMPurify looks at each attribute: 30,000 take a second. It filters each style and template by itself. */
const [MAX_ATTRIBUTES, MAX_STYLES, MAX_TEMPLATES] = [30_000, 100, 100];
/** Characters read to find where tags end. Quotes that are never closed could make that quadratic. */
const MAX_READ = 8_388_608;
/** The adoption agency (HTML § 13.2.6.4.7) gives up after this many blocks: an end tag then closes nothing. */
const MAX_BLOCKS = 7;

/** No name that matters is longer than 20 characters. */
const TOKEN = /<\/?([a-z][^\t\n\f\r />]{0,20})|<!--|<!\[CDATA\[|<[!?/]|--!?>|\]\]>/gi;
const ATTRIBUTE =
  /[\t\n\f\r /]*(?:(>)|[^\t\n\f\r />][^\t\n\f\r />=]*(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"[^"]*"?|'[^']*'?|[^\t\n\f\r >"'][^\t\n\f\r >]*)?)?)/y;
const [COMMENT, CDATA] = ["<!--", "<![CDATA["];

/** @throws {Problem} when the source alone shows that it is too much */
export function checkTags(
  source: string,
  { tags, reopened }: Limits = PAGE,
): void {
  const open = new OpenElements();
  const seen = { tags: 0, attributes: 0, style: 0, template: 0, read: 0 };
  let tagEnd = 0; // before it, an end tag may be the value of an attribute
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
      token.lastIndex = found.index + 2; // a name may hide a tag from this reader, not from the parser
    } else if (text === COMMENT) {
      open.startText(COMMENT);
      token.lastIndex = found.index + 2; // `<!-->` ends at once
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
      seen.template > MAX_TEMPLATES || seen.read > MAX_READ;
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

/** What may be open at a place in the source: all formatting elements that the parser has open, and maybe more. */
class OpenElements {
  /** Elements that the parser has made again so far, at most. */
  reopened = 0;
  #names: string[] = [];
  #formatting = 0;

  /** After each tag, the parser may open all formatting elements again. */
  reopen(): void {
    this.reopened += this.#formatting;
  }

  start(name: string, hidden: boolean): void {
    if (!hidden && (name === "a" || name === "nobr")) this.end(name); // the parser does
    if (FORMATTING.has(name)) this.#formatting++;
    if (FORMATTING.has(name) || SPECIAL.has(name) || BARRIERS.has(name)) {
      this.#names.push(name);
    }
  }

  end(name: string): void {
    if (!FORMATTING.has(name)) {
      if (this.#names.at(-1) === name && name !== "plaintext") {
        this.#names.pop();
      }
      return;
    }
    let blocks = 0;
    for (let i = this.#names.length - 1; i >= 0 && blocks <= MAX_BLOCKS; i--) {
      const each = this.#names[i]!;
      if (each === name) {
        this.#names.splice(i, 1);
        this.#formatting--;
        this.reopened += 4 * blocks; // the adoption agency copies it, and three more, for each block
        return;
      }
      if (BARRIERS.has(each)) return;
      if (!FORMATTING.has(each)) blocks++;
    }
  }

  startText(name: string): void {
    if (this.#names.at(-1) !== name) this.#names.push(name);
  }

  endText(name: string): void {
    if (this.#names.at(-1) === name) this.#names.pop();
  }
}
