// The call that lists again when the host dropped the data, and the arguments it takes.

import type { Lost, Reading } from "../shared/receive.ts";

const FIELDS = ["limit", "cursor", "query", "kind", "tag", "trashed"];

/** Without arguments it is the whole library, which can be searched. */
export function readingOf({ input }: Lost): Reading {
  return { name: "artifact.list", input: argumentsOf(input) };
}

/** The arguments that say something: models also send empty ones, and some of their own. */
export function argumentsOf(input: Lost["input"]): Lost["input"] {
  const given = FIELDS.flatMap((name): [string, unknown][] => {
    const value = input[name];
    return value === undefined || value === null || value === "" ? [] : [[name, value]];
  });
  return Object.fromEntries(given);
}
