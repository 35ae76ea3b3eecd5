// The Markdown parser with a time limit: some short texts take minutes to parse, which would freeze the view.

import { Marked, type TokenizerObject } from "marked";
import { Problem } from "../../shared/problem.ts";

/** A chunk of ordinary text takes a tenth of this time. */
const TIME_LIMIT_MS = 500;
/** Characters of HTML; laying out more takes seconds. */
const MAX_HTML = 1_000_000;
const MAX_CELLS = 5_000;

const TOO_LONG = "This takes too long to be laid out: here is the source.";

/** Rules that the parser tries at every position. */
const RULES = ("space code fences heading hr blockquote list html def lheading paragraph text " +
  "escape tag link reflink emStrong codespan br del autolink url inlineText").split(" ");

let deadline = Infinity;

function check(): false {
  if (performance.now() > deadline) throw new Problem(TOO_LONG);
  return false; // false = the parser's own rule runs next
}

const tokenizer: TokenizerObject = Object.fromEntries(
  RULES.map((rule) => [rule, check]),
);
// Limits cells before parsing: the parser adds the missing cells of each row, so a short text can fill a huge table.
tokenizer.table = (source: string) => {
  const columns = source.slice(0, source.indexOf("\n") >>> 0).split("|").length;
  if (columns < 3) return check();
  const end = source.indexOf("\n\n");
  const rows = source.slice(0, end < 0 ? source.length : end).split("\n").length;
  if (columns * rows > MAX_CELLS) {
    throw new Problem("This table is too large: here is the source.");
  }
  return check();
};

const bounded = new Marked({ gfm: true, async: false }, { tokenizer });

/**
 * @returns unsanitized HTML
 * @throws {Problem} if parsing takes too long
 * @throws {RangeError} if the text is nested too deeply
 */
export function htmlOf(markdown: string): string {
  deadline = performance.now() + TIME_LIMIT_MS;
  try {
    const html = bounded.parse(markdown, { async: false });
    if (html.length > MAX_HTML) throw new Problem(TOO_LONG);
    return html;
  } finally {
    deadline = Infinity;
  }
}
