// Converts between values and JSON text: some clients send text where a tool expects a value, or the reverse.

import { countQuotedNumbers, countValues, MAX_QUOTED_NUMBERS, MAX_VALUES } from "./limits.ts";

/** Longer than any number or boolean in a tool's arguments. */
const MAX_SCALAR = 32;

/** The limits left for the JSON texts of one call, which share them: a body has room for dozens of large texts. */
export interface ParseBudget {
  values: number;
  quotedNumbers: number;
}

export function createParseBudget(): ParseBudget {
  return { values: MAX_VALUES, quotedNumbers: MAX_QUOTED_NUMBERS };
}

/** The JSON text of a value; `undefined` if it holds an integer that `JSON.parse` has rounded. */
export function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_name, member) => {
      if (typeof member === "number" && Math.abs(member) > Number.MAX_SAFE_INTEGER) {
        throw new RangeError("rounded by JSON.parse");
      }
      return member;
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined; // also thrown when nesting overflows the stack
    throw error;
  }
}

/** The value of a JSON text. Returns other text, and JSON above the budget, unchanged. */
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

/** The value of a JSON text; `undefined` if it is not JSON or has another type. */
export function parseAs<Value>(
  text: string,
  budget: ParseBudget,
  is: (value: unknown) => value is Value,
): Value | undefined {
  const value = parseOrText(text, budget);
  return is(value) ? value : undefined;
}

/** The number or boolean in a JSON text. Accepts Python's `True` and `False`. */
export function parseScalar<Value extends number | boolean>(
  text: string,
  budget: ParseBudget,
  is: (value: unknown) => value is Value,
): Value | undefined {
  return text.length > MAX_SCALAR ? undefined : parseAs(text.toLowerCase(), budget, is);
}
