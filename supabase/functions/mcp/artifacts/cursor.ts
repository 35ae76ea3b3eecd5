// Opaque cursors for keyset pagination: pages neither repeat nor skip artifacts while new ones are added.

import * as z from "zod";
import { lazy } from "../async/lazy.ts";
import { MAX_INTEGER } from "./limits.ts";

const uuid = () => z.uuid();
const count = () => z.coerce.number().pipe(z.int().min(0).max(MAX_INTEGER));

// The schemas of positions are functions, since most calls come without a cursor.

/** A position in the order (created_at, id), newest first. */
export const ListCursor = () =>
  z.object({
    // The database stores milliseconds, and PostgreSQL rejects the year 0.
    created_at: z.iso.datetime({ precision: 3 }).refine((time) => !time.startsWith("0000")),
    id: uuid(),
  });
export type ListCursor = z.infer<ReturnType<typeof ListCursor>>;

/** The number of search results already shown. */
export const SearchCursor = () => z.object({ skip: count() });

/** The last version shown. */
export const HistoryCursor = () => z.object({ before: count() });

/** A position in the order (id, version). `offset`: bytes of the next version's content that are already exported. */
export const ExportCursor = () => z.object({ id: uuid(), version: count(), offset: count() });
export type ExportCursor = z.infer<ReturnType<typeof ExportCursor>>;

/** @param next_offset where the rest of the version's content starts, if only a chunk was exported */
export function cursorBehind(
  { id, version, next_offset }: { id: string; version: number; next_offset?: number | undefined },
): ExportCursor {
  return next_offset === undefined
    ? { id, version, offset: 0 }
    : { id, version: version - 1, offset: next_offset };
}

/** Longer than any valid cursor; bounds the work on untrusted text. */
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
