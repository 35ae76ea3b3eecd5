// The opaque cursor of a listing: where the last page ended, so that pages neither repeat nor skip
// anything while artifacts are being added.

import { z } from "zod";

/** A place in the order (created_at, id), newest first. */
export const Position = z.object({
  // As the database has it: milliseconds, and no year 0.
  created_at: z.iso.datetime({ precision: 3 }).refine((time) => !time.startsWith("0000")),
  id: z.uuid(),
});
export type Position = z.infer<typeof Position>;

/** The cursor a client hands back unchanged. */
export function encodeCursor({ created_at, id }: Position): string {
  return btoa(`${created_at} ${id}`).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** A cursor as input: parses to its {@link Position}; anything we did not make is refused. */
export const Cursor = z.string().transform((cursor, context): Position => {
  const position = Position.safeParse(decode(cursor));
  if (position.success && encodeCursor(position.data) === cursor) return position.data;
  context.addIssue("must be a next_cursor of an earlier answer, unchanged");
  return z.NEVER;
});

function decode(cursor: string): unknown {
  try {
    const [created_at, id] = atob(cursor.replaceAll("-", "+").replaceAll("_", "/")).split(" ");
    return { created_at, id };
  } catch {
    return undefined; // not base64url
  }
}
