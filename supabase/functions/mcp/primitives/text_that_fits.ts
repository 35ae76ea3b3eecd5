// Finds the longest prefix of a text that fits into a result.

import { share, sizeOf, sum } from "./result_size.ts";

/** The text is measured in this many parts. The part that exceeds the limit is then divided again in the same way. */
const PARTS = 64;

/**
 * Returns the number of leading UTF-16 code units of `text` that fit. Parts cut words, so the number is inexact by up
 * to a word for each part. Takes about as long as measuring the text once.
 * @param textsOf returns all texts of a result with this part; a text that the result contains twice is listed twice
 */
export function lengthThatFits(text: string, textsOf: (part: string) => readonly string[]): number {
  const sizeWith = (part: string) => sum(...textsOf(part).map(sizeOf));
  const fixed = sizeWith("");
  let used = fixed;
  let start = 0;
  let end = text.length;
  while (end > start) {
    const step = Math.ceil((end - start) / PARTS);
    let at = start;
    for (; at < end; at += step) {
      const part = sizeWith(text.slice(at, Math.min(at + step, end)));
      const more = sum(used, {
        characters: part.characters - fixed.characters,
        tokens: part.tokens - fixed.tokens,
      });
      if (share(more) > 1) break;
      used = more;
    }
    if (at >= end || step === 1) return Math.min(at, end);
    start = at;
    end = Math.min(at + step, end);
  }
  return start;
}
