/// <reference lib="dom" />
// Highlights code within a time limit. The rules of some languages take quadratic time, so the text is highlighted in
// pieces. The pieces after the time limit stay plain.

import hljs from "highlight.js/lib/core";
import { element } from "../../shared/elements.ts";

/** Characters of a piece. The slowest rule takes a fraction of a second for this length. */
const PIECE = 5_000;
/** Characters. Pieces with longer lines are not highlighted: such lines are minified code or data. */
const MAX_LINE = 600;

/** An emitter for highlight.js, which calls `addText` between two rules. After the deadline, `addText` throws. */
function withDeadline(deadline: number) {
  const { _emitter } = hljs.highlight("", { language: "json" }) as unknown as {
    _emitter: object;
  };
  const Emitter = _emitter.constructor as new (
    options: unknown,
  ) => { addText(text: string): void };
  return class extends Emitter {
    override addText(text: string): void {
      if (performance.now() > deadline) throw new Error("Time is up");
      super.addText(text);
    }
  };
}

/**
 * @param language a registered language
 * @param deadline a time of `performance.now()`
 */
export function coloured(text: string, language: string, deadline: number): HTMLElement {
  const code = element("code");
  hljs.configure({ __emitter: withDeadline(deadline) } as never);
  for (const piece of piecesOf(text)) {
    const late = performance.now() > deadline;
    code.append(
      late || hasLongLine(piece) ? piece : colouredPiece(piece, language),
    );
  }
  return code;
}

function colouredPiece(piece: string, language: string): Node {
  const made = document.createElement("template");
  // Safe as HTML: the highlighter escapes its input and adds only `span` elements.
  made.innerHTML = hljs.highlight(piece, { language, ignoreIllegals: true }).value;
  return made.content;
}

function hasLongLine(piece: string): boolean {
  return piece.split("\n").some((line) => line.length > MAX_LINE);
}

/** Cuts the text at a blank line, otherwise at the end of a line. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    const next = endOfPiece(text, from);
    pieces.push(text.slice(from, next));
    from = next;
  }
  return pieces;
}

function endOfPiece(text: string, from: number): number {
  const limit = from + PIECE;
  if (text.length <= limit) return text.length;
  const blank = text.lastIndexOf("\n\n", limit);
  if (blank > from) return blank + 2;
  const line = text.lastIndexOf("\n", limit);
  if (line > from) return line + 1;
  return (text.indexOf("\n", limit) + 1) || text.length;
}
