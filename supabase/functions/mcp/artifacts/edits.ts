// Applies edits to a text. Each one takes time in proportion to the text, whatever it looks for: PostgreSQL's
// strpos, and V8's indexOf for long texts, take the product of both lengths where a text matches almost everywhere.

import { StoreRejectedError } from "./refusal.ts";
import type { Edit } from "./store.ts";

/**
 * Applies each edit to the result of the one before it.
 * @throws {StoreRejectedError} with the number of the edit that does not match exactly one place, or would take too long
 */
export function applyEdits(content: string, edits: readonly Edit[]): string {
  let searched = 0;
  return edits.reduce((text, { find, replace }, index) => {
    const [place, ...others] = firstPlaces(text, find, (units) => {
      searched += units;
      if (searched > MOST_SEARCHED) {
        throw new StoreRejectedError({ refusal: "edit_too_slow", number: index + 1 });
      }
    });
    if (place === undefined || others.length > 0) {
      const matches = place === undefined ? 0 : 2;
      throw new StoreRejectedError({ refusal: "edit_mismatch", number: index + 1, matches });
    }
    return text.slice(0, place) + replace + text.slice(place + find.length);
  }, content);
}

/** Up to this many UTF-16 units V8 searches by Boyer and Moore's method with all its tables, in linear time. */
const SHORT = 250;

/** UTF-16 units that the edits of one call may search: about 120 ms of text that nearly matches everywhere. */
const MOST_SEARCHED = 20 * 1024 * 1024;
/** What {@link placesByUnits} costs for each unit, in those of indexOf(). */
const BY_UNITS = 2;

/** Places of a part of a long text that are looked at, and where in it such parts are taken. */
const MOST_TRIES = 16;
const SHARES = [0, 0.25, 0.5, 0.75, 1];

// The first two places, which may overlap. An empty text is in several.
function firstPlaces(text: string, find: string, spend: (units: number) => void): number[] {
  if (find === "") return [0, 0];
  spend(text.length);
  for (const share of find.length > SHORT ? SHARES : [0]) {
    const from = Math.floor(share * (find.length - SHORT));
    const places = placesByPart(text, find, Math.max(from, 0), spend);
    if (places) return places;
  }
  // Its parts are all over the text.
  spend(BY_UNITS * text.length);
  return placesByUnits(unitsOf(text), unitsOf(find));
}

// By a part that is short, where that is in few places; else undefined.
function placesByPart(
  text: string,
  find: string,
  from: number,
  spend: (units: number) => void,
): number[] | undefined {
  const part = find.slice(from, from + SHORT);
  const places: number[] = [];
  let at = text.indexOf(part, from);
  for (let tries = 0; at >= 0 && places.length < 2; at = text.indexOf(part, at + 1)) {
    if (++tries > MOST_TRIES) {
      spend(at);
      return undefined;
    }
    if (text.startsWith(find, at - from)) places.push(at - from);
  }
  return places;
}

// Knuth, Morris and Pratt, 1977: at most two comparisons a unit.
function placesByUnits(text: Uint16Array, find: Uint16Array): number[] {
  const borders = bordersOf(find);
  const places: number[] = [];
  for (let at = 0, matched = 0; at < text.length && places.length < 2; at++) {
    while (matched > 0 && find[matched] !== text[at]) matched = borders[matched]!;
    if (find[matched] === text[at]) matched++;
    if (matched < find.length) continue;
    places.push(at + 1 - matched);
    matched = borders[matched]!;
  }
  return places;
}

// For each length of a beginning of `find`, that of the longest shorter one that it also ends with.
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
