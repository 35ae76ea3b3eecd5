// Opaque cursors for keyset pagination: pages neither repeat nor skip artifacts while new ones are added.

import * as z from "zod";
import { lazy } from "../async/lazy.ts";
import { MAX_INTEGER } from "./limits.ts";

const uuid = () => z.uuid();
const count = () => z.coerce.number().pipe(z.int().min(0).max(MAX_INTEGER));

// Each schema is a function, called when the first cursor arrives: most tool calls have no cursor.

/** The last artifact of the previous page, in the order (created_at, id), newest first. */
export const ListCursor = () =>
  z.object({
    // Three digits, because the database stores milliseconds. PostgreSQL rejects the year 0.
    created_at: z.iso.datetime({ precision: 3 }).refine((time) => !time.startsWith("0000")),
    id: uuid(),
  });
export type ListCursor = z.infer<ReturnType<typeof ListCursor>>;

/** `skip`: the number of search results on earlier pages. */
export const SearchCursor = () => z.object({ skip: count() });

/** `before`: the last version of the previous page. */
export const HistoryCursor = () => z.object({ before: count() });

/**
 * A position in the order (id, version): everything up to version `version` of artifact `id` is exported. `offset`:
 * bytes of the next version's content that are exported, too.
 */
export const ExportCursor = () => z.object({ id: uuid(), version: count(), offset: count() });
export type ExportCursor = z.infer<ReturnType<typeof ExportCursor>>;

/** @returns the cursor after an exported version, or after the chunk of the version that ends at `next_offset` */
export function cursorBehind(
  { id, version, next_offset }: { id: string; version: number; next_offset?: number | undefined },
): ExportCursor {
  return next_offset === undefined
    ? { id, version, offset: 0 }
    : { id, version: version - 1, offset: next_offset };
}

/** Maximum length in characters. Every valid cursor is shorter, and longer text is rejected without decoding. */
const MAX_CURSOR = 200;

export const INVALID_CURSOR_MESSAGE = "must be a next_cursor of an earlier answer, unchanged";

export function encodeCursor(position: Readonly<Record<string, string | number>>): string {
  return btoa(Object.values(position).join(" "))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** A schema that decodes a cursor and rejects any text that {@link encodeCursor} would not return. */
export function cursorOf<Position extends z.ZodObject>(position: () => Position) {
  const schema = lazy(position);
  return z.string().transform((cursor, context): z.output<Position> => {
    const parsed = schema().safeParse(decode(cursor, Object.keys(schema().shape)));
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
