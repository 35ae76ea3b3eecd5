/// <reference lib="dom" />
// Colours code, with an end. Rules of some languages take a time that grows with the square of the text: a
// piece at a time is coloured, and what is left when time is up stays as it is.

import hljs from "highlight.js/lib/core";
import { element } from "../../shared/elements.ts";

/** Characters of a piece; short enough for the slowest rule. */
const PIECE = 5_000;
/** Lines of minified code and of data have no colours. */
const MAX_LINE = 600;

/** Between two rules the time is looked at; the highlighter gives up a text when this throws. */
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
 * @param language one that is registered
 * @param deadline by `performance.now()`
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
  // The highlighter escapes what it is given; its own spans are all the markup there is.
  made.innerHTML = hljs.highlight(piece, { language, ignoreIllegals: true }).value;
  return made.content;
}

function hasLongLine(piece: string): boolean {
  return piece.split("\n").some((line) => line.length > MAX_LINE);
}

/** Cut where a blank line stands, or at the end of a line. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    const limit = from + PIECE;
    const blank = text.lastIndexOf("\n\n", limit);
    const line = text.lastIndexOf("\n", limit);
    const next = text.length <= limit
      ? text.length
      : blank > from
      ? blank + 2
      : line > from
      ? line + 1
      : (text.indexOf("\n", limit) + 1) || text.length;
    pieces.push(text.slice(from, next));
    from = next;
  }
  return pieces;
}
