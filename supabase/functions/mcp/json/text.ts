// JSON text inside of arguments: read where another type is due, and written where text is due.

import { MOST_QUOTED_NUMBERS, MOST_VALUES, quotedNumbersIn, valuesIn } from "./weight.ts";

/** Longer than any number or boolean that a tool takes. */
const MAX_SCALAR = 32;

/** Values that the JSON texts of one call may still hold. A body has room for dozens of large texts. */
export interface TextBudget {
  values: number;
  quotedNumbers: number;
}

export function createTextBudget(): TextBudget {
  return { values: MOST_VALUES, quotedNumbers: MOST_QUOTED_NUMBERS };
}

/** The JSON text of a value, unless parsing has already lost digits of an integer in it. */
export function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_name, member) => {
      if (typeof member === "number" && Math.abs(member) > Number.MAX_SAFE_INTEGER) {
        throw new RangeError("rounded by JSON.parse");
      }
      return member;
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined; // also for nesting beyond the stack
    throw error;
  }
}

/** The value of a JSON text, or a text that is none, or too much of one, as it is. */
export function parsedOrText(text: string, budget: TextBudget): unknown {
  const values = valuesIn(text, budget.values);
  const quotedNumbers = quotedNumbersIn(text, budget.quotedNumbers);
  if (values > budget.values || quotedNumbers > budget.quotedNumbers) return text;
  budget.values -= values;
  budget.quotedNumbers -= quotedNumbers;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The value of a JSON text, if it is one and of this type. */
export function parsed<Value>(
  text: string,
  budget: TextBudget,
  is: (value: unknown) => value is Value,
): Value | undefined {
  const value = parsedOrText(text, budget);
  return is(value) ? value : undefined; // the schema says what is wrong with it
}

/** The number or boolean of a JSON text, if it is one of this type; `True`, too, as Python writes it. */
export function scalarOf<Value extends number | boolean>(
  text: string,
  budget: TextBudget,
  is: (value: unknown) => value is Value,
): Value | undefined {
  return text.length > MAX_SCALAR ? undefined : parsed(text.toLowerCase(), budget, is);
}
