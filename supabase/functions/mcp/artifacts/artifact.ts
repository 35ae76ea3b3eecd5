// What an artifact is, and what may be stored. Knows neither users nor databases.

import { z } from "zod";
import { characters, Storable } from "./storable_text.ts";

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
  description_characters: 300,
  content_bytes: 1_048_576,
  language_characters: 50,
  tags: 10,
  tag_characters: 50,
} as const;

/** How much one person may keep, old versions and the trash included. */
export interface Quota {
  artifacts: number;
  /** On disk, indexes included. */
  bytes: number;
}

/** The quota unless the operator sets another. */
export const DEFAULT_QUOTA: Quota = { artifacts: 10_000, bytes: 100 * 1024 * 1024 };

/** What all users may keep together, on disk. Supabase's free plan has 500 MB, of which a new project takes some 30. */
export const DEFAULT_PROJECT_BYTES = 400 * 1024 * 1024;

/** The largest of PostgreSQL's integers. */
export const MAX_INTEGER = 2_147_483_647;

const encoder = new TextEncoder();

/** Bytes of `text` in UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** An id with its URI's scheme, quotes and blanks; longer text is none, and unwrapping it costs its square. */
const MAX_WRAPPED_ID = 128;
/** An artifact's id, or its resource's URI; models write blanks or quotes around either. */
export const ArtifactId = z.string()
  .overwrite((text) => text.length > MAX_WRAPPED_ID ? "" : unwrapped(text))
  // Not a pattern of the schema: clients that check it themselves would refuse the URI.
  .refine((text) => UUID.test(text), "must be an artifact's id, as listed")
  .meta({ description: "The artifact's id." });
function unwrapped(text: string): string {
  return text.replace(/^[\s"'`]+|[\s"'`]+$/g, "").replace(/^artifact:\/\//i, "");
}

/** The number of a version, from 1 on. */
export const VersionNumber = z.int().min(1)
  // Not a bound of the schema: nobody gets there, and models would have to read it.
  .refine((version) => version <= MAX_INTEGER, "must be the number of a version");
export const Kind = z.enum(Object.keys(KINDS) as [Kind]);
export const Title = characters(LIMITS.title_characters);
export const Language = characters(LIMITS.language_characters);
export const Description = characters(LIMITS.description_characters);
export const Tag = characters(LIMITS.tag_characters);
export const Tags = z.array(Tag).max(LIMITS.tags, `must be at most ${LIMITS.tags}`);
export const Content = Storable
  .refine(
    // A UTF-16 unit is a byte at least.
    (text) => text.length <= LIMITS.content_bytes && byteLength(text) <= LIMITS.content_bytes,
    `must have at most ${LIMITS.content_bytes} bytes of UTF-8 (1 MiB)`,
  );

/** What somebody looks for. */
export const Query = characters(1_000);
/** What an edit looks for. */
export const Find = characters(2_000);
/** A name that a caller gives to one act of saving. */
export const IdempotencyKey = characters(200);

/**
 * The fields that every version has, besides its content: as a user gives them, and as they are stored. Drafts, changes,
 * summaries, versions, export, select lists, row schemas and refusals derive from this table. `artifact_fields` in
 * supabase/migrations is the same for the database. New fields that may be absent are optional as stored.
 */
export const VERSIONED_FIELDS = {
  title: { given: Title, stored: z.string() },
  // Described, since zod writes a bare nullable as a list of types, which some clients cannot read.
  language: { given: Language, stored: z.string().meta({ description: "Of code" }).nullable() },
  tags: { given: Tags, stored: z.array(z.string()) },
  description: { given: Description, stored: z.string().optional() },
} as const;

type Fields = typeof VERSIONED_FIELDS;
const stored = Object.fromEntries(
  Object.entries(VERSIONED_FIELDS).map(([name, { stored }]) => [name, stored]),
) as { [Name in keyof Fields]: Fields[Name]["stored"] };
const { title, ...otherFields } = stored;

/** The versioned fields as they are stored. */
export const ArtifactFields = z.object(stored);

// What comes from the store is well-formed already; matched again in every row, a pattern would cost
// more than the rest of the answer.
export const Time = z.string();

/** All of an artifact but its content, as listed. */
export const ArtifactSummary = z.object({
  id: z.string(),
  title,
  kind: Kind,
  ...otherFields,
  size: z.int().min(0),
  version: z.int().min(1),
  created_at: Time,
  updated_at: Time,
  deleted_at: Time.optional(),
});

/** Where an artifact stands after a change. */
export const ArtifactState = ArtifactSummary.pick({
  id: true,
  title: true,
  size: true,
  version: true,
});

export type Kind = keyof typeof KINDS;
export type ArtifactFields = z.infer<typeof ArtifactFields>;
export type ArtifactSummary = z.infer<typeof ArtifactSummary>;
export type Artifact = ArtifactSummary & { content: string };

/** What a user gives to create an artifact; fields that may be absent can be left out. */
export type ArtifactDraft =
  & Pick<Artifact, "title" | "kind" | "content">
  & { [Name in keyof ArtifactFields]?: ArtifactFields[Name] | undefined };
