// Applies edits to a text in linear time. PostgreSQL's strpos, and V8's indexOf for long patterns, take quadratic time
// on text that nearly matches everywhere.

import { StoreRejectedError } from "./refusal.ts";
import type { Edit } from "./store.ts";

/**
 * Applies each edit to the result of the one before it.
 * @throws {StoreRejectedError} with the number of an edit that does not match exactly once or exceeds the search budget
 */
export function applyEdits(content: string, edits: readonly Edit[]): string {
  let searched = 0;
  return edits.reduce((text, { find, replace }, index) => {
    const [match, ...others] = firstMatches(text, find, (units) => {
      searched += units;
      if (searched > MAX_SEARCHED) {
        throw new StoreRejectedError({ refusal: "edit_too_slow", number: index + 1 });
      }
    });
    if (match === undefined || others.length > 0) {
      const matches = match === undefined ? 0 : 2;
      throw new StoreRejectedError({ refusal: "edit_mismatch", number: index + 1, matches });
    }
    return text.slice(0, match) + replace + text.slice(match + find.length);
  }, content);
}

/** UTF-16 units. V8's indexOf() takes linear time for patterns up to this length, and up to quadratic time above. */
const SHORT = 250;

/** UTF-16 units that the edits of one tool call may search through: about 120 ms in the worst case. */
const MAX_SEARCHED = 20 * 1024 * 1024;
/** Cost of {@link matchesByKmp} for each UTF-16 unit of the text, relative to indexOf(). */
const KMP_COST = 2;

/**
 * A pattern longer than {@link SHORT} is found by one of its parts, each {@link SHORT} units long. A part that
 * occurs more often than this is skipped, and the next part is tried.
 */
const MAX_TRIES = 16;
/** Positions of the parts, in the order of the attempts: 0 is the start of the pattern, 1 its last part. */
const PART_POSITIONS = [0, 0.25, 0.5, 0.75, 1];

// Returns the offsets of the first two matches, which may overlap. An empty pattern counts as two matches, because its
// edit is ambiguous. `spend` throws when the search budget is used up.
function firstMatches(text: string, find: string, spend: (units: number) => void): number[] {
  if (find === "") return [0, 0];
  spend(text.length);
  for (const position of find.length > SHORT ? PART_POSITIONS : [0]) {
    const from = Math.floor(position * (find.length - SHORT));
    const matches = matchesByPart(text, find, Math.max(from, 0), spend);
    if (matches) return matches;
  }
  // Every part occurs too often: search for the whole pattern.
  spend(KMP_COST * text.length);
  return matchesByKmp(unitsOf(text), unitsOf(find));
}

// Finds the pattern by its part that starts at `from`. Returns `undefined` if the part occurs too often.
function matchesByPart(
  text: string,
  find: string,
  from: number,
  spend: (units: number) => void,
): number[] | undefined {
  const part = find.slice(from, from + SHORT);
  const matches: number[] = [];
  let at = text.indexOf(part, from);
  for (let tries = 0; at >= 0 && matches.length < 2; at = text.indexOf(part, at + 1)) {
    if (++tries > MAX_TRIES) {
      spend(at);
      return undefined;
    }
    if (text.startsWith(find, at - from)) matches.push(at - from);
  }
  return matches;
}

// The algorithm of Knuth, Morris and Pratt (1977): at most two comparisons for each unit of the text.
function matchesByKmp(text: Uint16Array, find: Uint16Array): number[] {
  const borders = bordersOf(find);
  const matches: number[] = [];
  for (let at = 0, matched = 0; at < text.length && matches.length < 2; at++) {
    while (matched > 0 && find[matched] !== text[at]) matched = borders[matched]!;
    if (find[matched] === text[at]) matched++;
    if (matched < find.length) continue;
    matches.push(at + 1 - matched);
    matched = borders[matched]!;
  }
  return matches;
}

// For each prefix length of `find`: the length of the prefix's longest border (proper prefix and suffix at once).
function bordersOf(find: Uint16Array): Int32Array {
  const borders = new Int32Array(find.length + 1);
  for (let at = 1, length = 0; at < find.length; at++) {
    while (length > 0 && find[at] !== find[length]) length = borders[length]!;
    if (find[at] === find[length]) length++;
    borders[at + 1] = length;
  }
  return borders;
}

function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
  return units;
}
