// How much of a text fits into an answer, found in about the time of measuring the text once.

import { share, sizeOf, sum } from "./answer_size.ts";

/** A text is measured in so many parts, and then the one in which it becomes too large. */
const PARTS = 64;

/**
 * How many UTF-16 units of the beginning of `text` fit, give or take a word for each part. Takes as long as measuring
 * the text once.
 * @param textsOf the texts of an answer with this part, each as often as the answer holds it
 */
export function lengthThatFits(text: string, textsOf: (part: string) => readonly string[]): number {
  const sizeWith = (part: string) => sum(...textsOf(part).map(sizeOf));
  const fixed = sizeWith("");
  let used = fixed;
  let [start, end] = [0, text.length];
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
    [start, end] = [at, Math.min(at + step, end)];
  }
  return start;
}
