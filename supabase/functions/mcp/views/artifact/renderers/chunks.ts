// Cuts long Markdown into chunks at natural boundaries, so that the view lays out one chunk at a time.

import { endOfPage } from "./pages_of_text.ts";

/** Maximum length of a chunk. The browser lays out an ordinary chunk of this length in half a second. */
const CHUNK_CHARACTERS = 49_152;
const FENCE = /^ {0,3}(?:```|~~~)/gm;

/** @returns the index after the chunk that starts at `from`: behind a paragraph, line or word, outside code blocks */
export function endOfChunk(text: string, from: number): number {
  const most = Math.min(from + CHUNK_CHARACTERS, endOfPage(text, from));
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
