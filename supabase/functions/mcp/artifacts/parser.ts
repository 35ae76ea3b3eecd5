// Parsers of values from outside. A worker's first call waits for all that it builds, so each parser is built at its
// first use.

import type * as z from "zod";
import { lazy } from "../async/lazy.ts";

export interface Parser<Schema extends z.ZodType> {
  schema(): Schema;
  parse(value: unknown): z.output<Schema>;
  safeParse(value: unknown): z.ZodSafeParseResult<z.output<Schema>>;
}

/** @param build called once */
export function parserOf<Schema extends z.ZodType>(build: () => Schema): Parser<Schema> {
  const schema = lazy(build);
  let isFirst = true;
  // zod compiles a function for each object that it parses, which takes 0.5 ms. The second use is early enough.
  function options() {
    if (!isFirst) return undefined;
    isFirst = false;
    return { jitless: true };
  }
  return {
    schema,
    parse: (value) => schema().parse(value, options()),
    safeParse: (value) => schema().safeParse(value, options()),
  };
}
