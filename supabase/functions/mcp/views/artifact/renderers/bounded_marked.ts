// The Markdown parser with a time limit. Without a limit, some short texts take minutes and freeze the view.

import { Marked, type TokenizerObject } from "marked";
import { Problem } from "../../shared/problem.ts";

/** Limit of one parse. A chunk of ordinary text takes a tenth of this time. */
const TIME_LIMIT_MS = 500;
/** Characters of the HTML. The browser takes seconds to lay out more. */
const MAX_HTML = 1_000_000;
const MAX_CELLS = 5_000;

const TOO_LONG = "This document takes too long to lay out: here is the source.";

/** All rules of the parser. Before each rule, the parser runs {@link check}, which throws after the time limit. */
const RULES = ("space code fences heading hr blockquote list html def lheading paragraph text " +
  "escape tag link reflink emStrong codespan br del autolink url inlineText").split(" ");

let deadline = Infinity;

function check(): false {
  if (performance.now() > deadline) throw new Problem(TOO_LONG);
  return false; // `false`: the parser's own rule runs next
}

const tokenizer: TokenizerObject = Object.fromEntries(
  RULES.map((rule) => [rule, check]),
);
// Limits the cells before parsing. The parser adds missing cells to each row: a short text could become a huge table.
tokenizer.table = (source: string) => {
  const columns = source.slice(0, source.indexOf("\n") >>> 0).split("|").length;
  if (columns < 3) return check();
  const end = source.indexOf("\n\n");
  const rows = source.slice(0, end < 0 ? source.length : end).split("\n").length;
  if (columns * rows > MAX_CELLS) {
    throw new Problem("This document has a table that is too large to show: here is the source.");
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
