// What an artifact is, what may be stored, and the port through which tools reach one person's
// artifacts. Knows neither users nor databases.

import { z } from "zod";
import type { Position } from "./cursor.ts";

/** Every kind of artifact, with what it is for. */
export const KINDS = {
  markdown: "documents, notes, reports",
  code: "source code; say which in `language`",
  html: "whole pages or fragments",
  svg: "drawings",
  mermaid: "diagrams as Mermaid text",
  json: "structured data",
  csv: "tables",
  text: "anything else that is plain text",
} as const;

/** Limits of what is stored; the migration's checks repeat them and a test compares the two. */
export const LIMITS = {
  title_characters: 200,
  content_bytes: 1_048_576,
  language_characters: 50,
  tags: 10,
  tag_characters: 50,
} as const;

const encoder = new TextEncoder();

/** Bytes of `text` in UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

// PostgreSQL stores neither; refused here so that nothing is changed silently on the way.
const Storable = z.string()
  .refine((text) => !text.includes("\0"), "must not contain NUL characters (U+0000)")
  .refine((text) => text.isWellFormed(), "must be well-formed Unicode (it has a lone surrogate)");

// JSON Schema counts characters as code points (RFC 8259), zod's `max` counts UTF-16 units.
function characters(max: number) {
  return Storable
    .refine((text) => text !== "", "must not be empty")
    .refine((text) => [...text].length <= max, `must have at most ${max} characters`)
    .meta({ minLength: 1, maxLength: max });
}

export const ArtifactId = z.string()
  .regex(
    /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
    "must be an artifact's id, as listed",
  )
  .meta({ description: "The artifact's id, a UUID." });
export const Kind = z.enum(Object.keys(KINDS) as [Kind]);
export const Title = characters(LIMITS.title_characters);
export const Language = characters(LIMITS.language_characters);
export const Tag = characters(LIMITS.tag_characters);
export const Tags = z.array(Tag).max(LIMITS.tags, `must be at most ${LIMITS.tags}`);
export const Content = Storable
  .refine(
    (text) => byteLength(text) <= LIMITS.content_bytes,
    `must have at most ${LIMITS.content_bytes} bytes of UTF-8 (1 MiB)`,
  );

// What comes from the store is well-formed already; matched again in every row, a pattern would cost
// more than the rest of the answer.
const Time = z.string().meta({ format: "date-time", description: "ISO 8601, UTC." });

/** All of an artifact but its content, as listed. */
export const ArtifactSummary = z.object({
  id: z.string().meta({ format: "uuid" }),
  title: z.string(),
  kind: Kind,
  // Described, since zod writes a bare nullable as a list of types, which some clients cannot read.
  language: z.string().meta({ description: "For code, if it was told." }).nullable(),
  tags: z.array(z.string()),
  size: z.int().min(0).meta({ description: "Bytes of the content in UTF-8." }),
  version: z.int().min(1),
  created_at: Time,
  updated_at: Time,
});

export type Kind = keyof typeof KINDS;
export type ArtifactSummary = z.infer<typeof ArtifactSummary>;
export type Artifact = ArtifactSummary & { content: string };

/** What a person gives to make an artifact. */
export interface ArtifactDraft {
  title: string;
  kind: Kind;
  content: string;
  language: string | null;
  tags: string[];
}

/** Thrown when a store does not take a field: its limits are narrower than what the caller was told. */
export class FieldRefused extends Error {
  override name = "FieldRefused";
  constructor(readonly field: keyof ArtifactDraft) {
    super(`The store does not take this ${field}`);
  }
}

/** Which artifacts to list; `after` continues a listing behind that position. */
export interface ArtifactQuery {
  limit: number;
  after?: Position | undefined;
  kind?: Kind | undefined;
  tag?: string | undefined;
}

/** One page, newest first; `next` is where the following page starts, if there is one. */
export interface ArtifactPage {
  artifacts: ArtifactSummary[];
  next?: Position | undefined;
}

/**
 * One person's artifacts. Whose they are was settled when the store was made, so no method takes a
 * user: a tool cannot reach anybody else's. Each method makes one request to the database.
 */
export interface ArtifactStore {
  /**
   * Stores a new artifact, version 1.
   * @throws {FieldRefused} when nothing was stored because of a field
   */
  create(draft: ArtifactDraft): Promise<ArtifactSummary>;
  /** Lists without loading contents. */
  list(query: ArtifactQuery): Promise<ArtifactPage>;
  /** The artifact, or `undefined` if this person has none of that id, whoever else may have. */
  find(id: string): Promise<Artifact | undefined>;
}
