// Text that the database stores unchanged.

import * as z from "zod";

// PostgreSQL stores neither NUL nor lone surrogates. Rejecting them here keeps encoders from replacing them silently.
export const Storable = z.string()
  .refine((text) => !text.includes("\0"), "must not contain NUL characters (U+0000)")
  .refine((text) => text.isWellFormed(), "must be well-formed Unicode (it has a lone surrogate)");

// Limits the number of code points, which `maxLength` in JSON Schema counts, too. zod's own `max` counts UTF-16 units.
// Text of more than 2 * max units is rejected before it is split, because splitting takes much memory.
function upTo(max: number) {
  return Storable
    .refine(
      (text) => text.length <= 2 * max && [...text].length <= max,
      `must have at most ${max} characters`,
    )
    .meta({ maxLength: max });
}

/** @returns a schema for text of 1 to `max` characters (Unicode code points) */
export function characters(max: number) {
  return upTo(max)
    .refine((text) => text !== "", "must not be empty")
    .meta({ minLength: 1, maxLength: max });
}
