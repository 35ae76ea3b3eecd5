// The Markdown parser, with an end. Some short texts take it minutes, and a view that waits for one is frozen.

import { Marked, type TokenizerObject } from "marked";
import { Problem } from "../../shared/problem.ts";

/** Milliseconds. Ordinary text of the length of a piece takes a tenth. */
const PATIENCE_MS = 500;
/** Characters of HTML: laying out more takes seconds. */
const MAX_HTML = 1_000_000;
const MAX_CELLS = 5_000;

const TOO_LONG = "This takes too long to be laid out: here is the source.";

/** The rules tried at every place in a text. */
const RULES = [
  ...["space", "code", "fences", "heading", "hr", "blockquote", "list", "html", "def", "lheading"],
  ...["paragraph", "text", "escape", "tag", "link", "reflink", "emStrong", "codespan", "br", "del"],
  ...["autolink", "url", "inlineText"],
] as const;

let deadline = Infinity;

function check(): false {
  if (performance.now() > deadline) throw new Problem(TOO_LONG);
  return false; // the parser's own rule follows
}

const tokenizer: TokenizerObject = Object.fromEntries(
  RULES.map((rule) => [rule, check]),
);
// All cells of a row are made, whatever the row has of them.
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
 * @returns HTML, which is not safe yet
 * @throws {Problem} when it would take too long
 * @throws {RangeError} when it is nested too deeply
 */
export function htmlOf(markdown: string): string {
  deadline = performance.now() + PATIENCE_MS;
  try {
    const html = bounded.parse(markdown, { async: false });
    if (html.length > MAX_HTML) throw new Problem(TOO_LONG);
    return html;
  } finally {
    deadline = Infinity;
  }
}
