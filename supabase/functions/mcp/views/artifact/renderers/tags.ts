// Limits on a page's source, checked before parsing. Each count is an upper bound of the parser's count.

import { Problem } from "../../shared/problem.ts";
import { BARRIERS, FORMATTING, SPECIAL } from "./tag_names.ts";

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
/** Characters read to find tag ends. Unclosed quotes could make this quadratic. */
const MAX_READ = 8_388_608;
/** The adoption agency (HTML § 13.2.6.4.7) stops after this many blocks; an end tag then closes nothing. */
const MAX_BLOCKS = 7;

/** No relevant name is longer than 20 characters. */
const TOKEN = /<\/?([a-z][^\t\n\f\r />]{0,20})|<!--|<!\[CDATA\[|<[!?/]|--!?>|\]\]>/gi;
const ATTRIBUTE =
  /[\t\n\f\r /]*(?:(>)|[^\t\n\f\r />][^\t\n\f\r />=]*(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"[^"]*"?|'[^']*'?|[^\t\n\f\r >"'][^\t\n\f\r >]*)?)?)/y;
const COMMENT = "<!--";
const CDATA = "<![CDATA[";

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

/** An upper bound of the elements that the parser has open. */
class OpenElements {
  /** Upper bound of the elements reopened so far. */
  reopened = 0;
  #names: string[] = [];
  #formatting = 0;

  /** After each tag, the parser may reopen all formatting elements. */
  reopen(): void {
    this.reopened += this.#formatting;
  }

  start(name: string, hidden: boolean): void {
    if (!hidden && (name === "a" || name === "nobr")) this.end(name); // as the parser does
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
        this.reopened += 4 * blocks; // per block, the adoption agency creates up to four elements
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
