// Parsers of values from outside, such as tool arguments and database rows. Each parser is built at its first use: a
// worker's first request waits for everything that is built before.

import type * as z from "zod";
import { lazy } from "../async/lazy.ts";

export interface Parser<Schema extends z.ZodType> {
  schema(): Schema;
  parse(value: unknown): z.output<Schema>;
  safeParse(value: unknown): z.ZodSafeParseResult<z.output<Schema>>;
}

/** @param build creates the schema; called once, at the first use */
export function parserOf<Schema extends z.ZodType>(build: () => Schema): Parser<Schema> {
  const schema = lazy(build);
  let isFirst = true;
  // zod compiles a function for each object schema, which takes 0.5 ms. The first use, for which a request may wait,
  // skips the compilation.
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
