// Arguments of the database's functions. Each name differs from every column's, because SQL could not tell them apart.

import { MAX_INTEGER } from "../limits.ts";
import type { ChunkRange } from "../chunk.ts";
import type { ArtifactFilter } from "../store.ts";

/** Adds `new_` to the names of an artifact's fields: `title` becomes `new_title`. Leaves out fields that are null. */
export function newValues<Values extends object>(values: Values) {
  const entries = Object.entries(values).map((
    [name, value],
  ) => [`new_${name}`, value ?? undefined]);
  return Object.fromEntries(entries) as {
    [Name in keyof Values as `new_${Name & string}`]: Exclude<Values[Name], null>;
  };
}

/** @returns the arguments that filter a list or a search */
export function filterArguments({ kind, tag, trashed }: ArtifactFilter) {
  return { only_kind: kind, only_tag: tag, in_trash: trashed };
}

/** @returns the arguments for a range of a content, in bytes */
export function chunkArguments({ offset, limit }: ChunkRange) {
  return { from_byte: Math.min(offset, MAX_INTEGER), max_bytes: Math.min(limit, MAX_INTEGER) };
}
