// Converts between values and JSON text: some clients send text where a tool expects a value, or the reverse.

import { countQuotedNumbers, countValues, MAX_QUOTED_NUMBERS, MAX_VALUES } from "./limits.ts";

/** In characters. Numbers and booleans in a tool's arguments are shorter. */
const MAX_SCALAR = 32;

/**
 * The remaining limits for all JSON texts in one call's arguments. They share the limits, because a call can contain
 * dozens of large texts.
 */
export interface ParseBudget {
  values: number;
  quotedNumbers: number;
}

export function createParseBudget(): ParseBudget {
  return { values: MAX_VALUES, quotedNumbers: MAX_QUOTED_NUMBERS };
}

/** Serializes a value; `undefined` if it contains an integer that `JSON.parse` has rounded. */
export function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_name, member) => {
      if (typeof member === "number" && Math.abs(member) > Number.MAX_SAFE_INTEGER) {
        throw new RangeError("rounded by JSON.parse");
      }
      return member;
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined; // thrown above, or when deep nesting overflows the stack
    throw error;
  }
}

/** Parses JSON text. Text that is not JSON, or that exceeds the budget, is returned unchanged. */
export function parseOrText(text: string, budget: ParseBudget): unknown {
  const values = countValues(text, budget.values);
  const quotedNumbers = countQuotedNumbers(text, budget.quotedNumbers);
  if (values > budget.values || quotedNumbers > budget.quotedNumbers) return text;
  budget.values -= values;
  budget.quotedNumbers -= quotedNumbers;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Parses JSON text; `undefined` if it is not JSON, or if `is` rejects the value. */
export function parseAs<Value>(
  text: string,
  budget: ParseBudget,
  is: (value: unknown) => value is Value,
): Value | undefined {
  const value = parseOrText(text, budget);
  return is(value) ? value : undefined;
}

/** Parses a number or boolean. Accepts Python's `True` and `False`. */
export function parseScalar<Value extends number | boolean>(
  text: string,
  budget: ParseBudget,
  is: (value: unknown) => value is Value,
): Value | undefined {
  return text.length > MAX_SCALAR ? undefined : parseAs(text.toLowerCase(), budget, is);
}
