// Text that the database stores unchanged.

import * as z from "zod";

// PostgreSQL stores neither; refused here so that nothing is changed silently on the way.
export const Storable = z.string()
  .refine((text) => !text.includes("\0"), "must not contain NUL characters (U+0000)")
  .refine((text) => text.isWellFormed(), "must be well-formed Unicode (it has a lone surrogate)");

// JSON Schema counts characters as code points (RFC 8259), zod's `max` counts UTF-16 units: at most two
// each. Longer text is not taken apart, which would cost a worker's memory.
function upTo(max: number) {
  return Storable
    .refine(
      (text) => text.length <= 2 * max && [...text].length <= max,
      `must have at most ${max} characters`,
    )
    .meta({ maxLength: max });
}

/** 1 to `max` characters. */
export function characters(max: number) {
  return upTo(max)
    .refine((text) => text !== "", "must not be empty")
    .meta({ minLength: 1, maxLength: max });
}
