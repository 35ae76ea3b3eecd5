// What the in-memory library keeps: an artifact is the list of all its versions, and of what is shared.

import type { z } from "zod";
import {
  type Artifact,
  type ArtifactDraft,
  type ArtifactFields,
  type ArtifactSummary,
  byteLength,
  Content,
  Kind,
  VERSIONED_FIELDS,
} from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { LIMITS } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import type { ListCursor } from "../../../supabase/functions/mcp/artifacts/cursor.ts";
import {
  chunkOf,
  type ChunkPosition,
  type ChunkRange,
} from "../../../supabase/functions/mcp/artifacts/chunk.ts";
import {
  FIELDS,
  StoreRejectedError,
  type StoreRejection,
} from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import type { ArtifactFilter, Usage } from "../../../supabase/functions/mcp/artifacts/store.ts";
import type { UserId } from "../../../supabase/functions/mcp/auth/user_id.ts";

/** The fields and the content of a version. */
export type Words = ArtifactFields & { content: string };
/** What an artifact was, from `updated_at` until the next version. */
export type Version = Words & { size: number; updated_at: string };

export interface Row {
  owner: UserId;
  id: string;
  kind: Kind;
  created_at: string;
  deleted_at?: string;
  idempotencyKey?: string;
  /** Version 1 comes first; the last one is what the artifact is. */
  versions: [Version, ...Version[]];
  /** When each share expires, in milliseconds since the epoch. */
  shares: Map<string, number>;
}

/** Ends what is being done: nothing was changed yet. */
export function refuse(why: StoreRejection): never {
  throw new StoreRejectedError(why);
}

/** The artifact as it was in a version, which it has had. */
export function artifactOf(row: Row, number: number): Artifact {
  const { id, kind, created_at, deleted_at } = row;
  const version = row.versions[number - 1] ?? refuse({ refusal: "not_found" });
  return { id, kind, created_at, ...(deleted_at && { deleted_at }), ...version, version: number };
}

/** What has a content with a chunk of it instead. */
export function cut<Whole extends { content: string }>(
  whole: Whole,
  { offset, limit }: ChunkRange,
): Whole & ChunkPosition {
  const { text, ...place } = chunkOf(whole.content, offset, limit);
  return { ...whole, content: text, ...place };
}

/** The artifact as it is, without its content. */
export function summaryOf(row: Row): ArtifactSummary {
  const { content: _content, ...summary } = artifactOf(row, row.versions.length);
  return summary;
}

/** A range that every content is in. */
export const WHOLE: ChunkRange = { offset: 0, limit: LIMITS.content_bytes };

/** What a row takes in addition to its content, here; in a database words, indexes and compression count, too. */
const ROW_BYTES = 300;

/** What these are together. A version with the content of the next one shares it. */
export function usageOf(rows: Row[]): Usage {
  const bytes = rows.flatMap(({ versions, shares }) => [
    shares.size * ROW_BYTES,
    ...versions.map(({ content, size }, at) =>
      ROW_BYTES + (content === versions[at + 1]?.content ? 0 : size)
    ),
  ]);
  return { artifacts: rows.length, bytes: bytes.reduce((sum, each) => sum + each, 0) };
}

/** A version with these words, or the refusal of the table's checks. */
export function versionOf(kind: Kind, words: Words, time: number): Version {
  const given: Record<string, unknown> = { ...words, kind };
  // In the order of their names, as PostgreSQL looks at them.
  for (const field of FIELDS.toSorted()) {
    const { success } = checkOf(field).safeParse(given[field] ?? undefined);
    if (!success) refuse({ refusal: "invalid_field", field });
  }
  return { ...words, size: byteLength(words.content), updated_at: new Date(time).toISOString() };
}

/** Names of the versioned fields. */
export const NAMES = Object.keys(VERSIONED_FIELDS) as (keyof ArtifactFields)[];

/** Whether a field may be absent. */
export function mayBeAbsent(name: keyof ArtifactFields): boolean {
  const { stored } = VERSIONED_FIELDS[name];
  return [null, undefined].some((none) => stored.safeParse(none).success);
}

function checkOf(field: typeof FIELDS[number]): z.ZodType {
  if (field === "kind") return Kind;
  if (field === "content") return Content;
  const { given } = VERSIONED_FIELDS[field];
  return mayBeAbsent(field) ? given.optional() : given;
}

/** The words of a draft: an omitted field is absent, or empty. */
export function wordsOf(draft: ArtifactDraft): Words {
  const { kind: _kind, language = null, tags = [], ...words } = draft;
  return { ...words, language, tags };
}

/** Whether two versions look the same to a reader. */
export function sameWords(a: Words, b: Words): boolean {
  const compared = (words: Words) =>
    JSON.stringify([words.content, ...NAMES.map((name) => words[name] ?? null)]);
  return compared(a) === compared(b);
}

/** Whether a row is among those that are meant. */
export function fits(row: Row, { kind, tag, trashed = false }: ArtifactFilter): boolean {
  return (row.deleted_at !== undefined) === trashed &&
    (kind === undefined || row.kind === kind) &&
    (tag === undefined || summaryOf(row).tags.includes(tag));
}

/** Sorts by time and id, descending. */
export function newestFirst(a: ListCursor, b: ListCursor): number {
  const [younger, older] = [Date.parse(b.created_at), Date.parse(a.created_at)];
  return younger - older || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}
