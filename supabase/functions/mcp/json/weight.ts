// What a JSON text holds, counted before parsing: a few megabytes of brackets exceed the budget of a request, and so do
// a few kilobytes of chosen numbers in quotes.

/** Values that one JSON text may hold: objects, lists, their members and items. */
export const MOST_VALUES = 100_000;

/**
 * Numbers in quotes that one JSON text may hold. V8 hashes them by their value, so chosen ones share a slot of its
 * string table, and each is compared with thousands of others (CVE-2026-21717): 5,400 take a second.
 */
export const MOST_QUOTED_NUMBERS = 128;
// A quote behind a backslash opens no string.
const QUOTED_NUMBER = /(?<!\\)"(?:[0-9]|\\u003[0-9]){1,16}"/g;

/** @returns why a JSON text is too costly to parse, for the client; `undefined` if it is not */
export function whyHeavy(text: string): string | undefined {
  // A value takes a character.
  if (text.length > MOST_VALUES && valuesIn(text, MOST_VALUES) > MOST_VALUES) {
    return `more than ${MOST_VALUES} JSON values`;
  }
  if (quotedNumbersIn(text, MOST_QUOTED_NUMBERS) > MOST_QUOTED_NUMBERS) {
    return `more than ${MOST_QUOTED_NUMBERS} numbers in quotes`;
  }
  return undefined;
}

/** Counts strings and names of nothing but digits. Stops above `most`. */
export function quotedNumbersIn(text: string, most: number): number {
  let count = 0;
  for (const _ of text.matchAll(QUOTED_NUMBER)) if (++count > most) break;
  return count;
}

/** Counts the values of a JSON text in one pass, without parsing. Stops above `most`. */
export function valuesIn(text: string, most: number): number {
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
      case 0x2c: // ,
        if (++values > most) return values;
    }
  }
  return values;
}

// The index of the closing quote; of text that never closes, its end.
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at;
    if (unit === 0x5c) at++; // what a backslash escapes closes nothing
  }
  return text.length;
}
