// Text that the database stores unchanged.

import * as z from "zod";

// PostgreSQL stores neither NUL nor lone surrogates. Both are rejected here, so that no encoder replaces them silently.
export const Storable = z.string()
  .refine((text) => !text.includes("\0"), "must not contain NUL characters (U+0000)")
  .refine((text) => text.isWellFormed(), "must be well-formed Unicode (it has a lone surrogate)");

// JSON Schema counts code points (RFC 8259), zod's `max` counts UTF-16 units. A code point has at most two units, so
// text longer than 2 * max is rejected without splitting it, which would take too much memory.
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
