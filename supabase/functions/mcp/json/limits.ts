// Limits on JSON text, checked before parsing. Without them, parsing a few megabytes of brackets, or a few kilobytes of
// chosen quoted numbers, would exceed a request's CPU budget.

/** Maximum number of values in one JSON text: objects, arrays, members and items. */
export const MAX_VALUES = 100_000;

/**
 * Maximum number of quoted numbers in one JSON text. V8 hashes them by value, so an attacker can choose numbers that
 * collide in its string table (CVE-2026-21717): parsing 5,400 of them takes a second.
 */
export const MAX_QUOTED_NUMBERS = 128;
// A quote after a backslash does not begin a string.
const QUOTED_NUMBER = /(?<!\\)"(?:[0-9]|\\u003[0-9]){1,16}"/g;

/** @returns the exceeded limit as a phrase for the client, or `undefined` */
export function exceededLimit(text: string): string | undefined {
  // Each value takes at least one character, so a shorter text cannot exceed the limit.
  if (text.length > MAX_VALUES && countValues(text, MAX_VALUES) > MAX_VALUES) {
    return `more than ${MAX_VALUES} JSON values`;
  }
  if (countQuotedNumbers(text, MAX_QUOTED_NUMBERS) > MAX_QUOTED_NUMBERS) {
    return `more than ${MAX_QUOTED_NUMBERS} numbers in quotes`;
  }
  return undefined;
}

/** Counts strings and names that consist of digits. Stops above `max`. */
export function countQuotedNumbers(text: string, max: number): number {
  let count = 0;
  for (const _ of text.matchAll(QUOTED_NUMBER)) if (++count > max) break;
  return count;
}

/** Counts the values of a JSON text in one pass, without parsing. Stops above `max`. */
export function countValues(text: string, max: number): number {
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
      case 0x2c: // ,
        if (++values > max) return values;
    }
  }
  return values;
}

// Returns the index of the closing quote, or the text's length if the string is not closed.
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at;
    if (unit === 0x5c) at++; // skips the escaped character
  }
  return text.length;
}
