// Cuts long Markdown where a reader would, so that a piece at a time is laid out.

import { endOfPage } from "./pages_of_text.ts";

/** Characters. A piece of ordinary text takes half a second. */
const PIECE = 49_152;
const FENCE = /^ {0,3}(?:```|~~~)/gm;

/** @returns where the piece that begins at `from` ends: after a paragraph, a line, a word, outside of code */
export function endOfPiece(text: string, from: number): number {
  const most = Math.min(from + PIECE, endOfPage(text, from));
  if (most === text.length) return most;
  const piece = text.slice(from, most);
  const fences = [...piece.matchAll(FENCE)].map(({ index }) => index);
  const open = fences.length % 2 === 0 ? 0 : fences.at(-1) ?? 0;
  const outside = open > 0 ? piece.slice(0, open) : piece;
  for (const end of ["\n\n", "\n", " "]) {
    const at = outside.lastIndexOf(end);
    if (at > 0) return from + at + end.length;
  }
  return from + piece.length;
}
