// Opaque cursors: where the last page of a listing ended, so that pages neither repeat nor skip anything
// while artifacts are being added.

import { z } from "zod";
import { MAX_INTEGER } from "./artifact.ts";

const Uuid = z.uuid();
const Count = z.coerce.number().pipe(z.int().min(0).max(MAX_INTEGER));

/** A place in the order (created_at, id), newest first. */
export const ListCursor = z.object({
  // As the database has it: milliseconds, and no year 0.
  created_at: z.iso.datetime({ precision: 3 }).refine((time) => !time.startsWith("0000")),
  id: Uuid,
});
export type ListCursor = z.infer<typeof ListCursor>;

/** A place among search results: how many were shown. */
export const SearchCursor = z.object({ skip: Count });

/** A place among versions: the last that was shown. */
export const HistoryCursor = z.object({ before: Count });

/** A place in the order (id, version) of everything, and how many bytes of the next content are exported already. */
export const ExportCursor = z.object({ id: Uuid, version: Count, offset: Count });
export type ExportCursor = z.infer<typeof ExportCursor>;

/** Longer than any cursor of ours; zod and the decoder see no more. */
const MAX_CURSOR = 200;

/** A cursor that is none of ours is refused in these words. */
export const INVALID_CURSOR_MESSAGE = "must be a next_cursor of an earlier answer, unchanged";

/** The cursor a client hands back unchanged. */
export function encodeCursor(place: Readonly<Record<string, string | number>>): string {
  return btoa(Object.values(place).join(" "))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** A cursor as input: parses to the place it was made of; anything we did not make is refused. */
export function cursorOf<Place extends z.ZodObject>(place: Place) {
  return z.string().transform((cursor, context): z.output<Place> => {
    const parsed = place.safeParse(decode(cursor, Object.keys(place.shape)));
    if (parsed.success && encodeCursor(parsed.data as Record<string, string>) === cursor) {
      return parsed.data;
    }
    context.addIssue(INVALID_CURSOR_MESSAGE);
    return z.NEVER;
  });
}

function decode(cursor: string, names: string[]): unknown {
  if (cursor.length > MAX_CURSOR) return undefined;
  try {
    const parts = atob(cursor.replaceAll("-", "+").replaceAll("_", "/")).split(" ");
    return Object.fromEntries(names.map((name, index) => [name, parts[index]]));
  } catch {
    return undefined; // not base64url
  }
}
