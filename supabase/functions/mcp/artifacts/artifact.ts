// The schema and the limits of artifacts.

import { z } from "zod";
import { KINDS } from "./kinds.ts";

export { KINDS };

/** Limits of stored fields. The migration's checks repeat them; a test compares the two. */
export const LIMITS = {
  title_characters: 200,
  content_bytes: 1_048_576,
  language_characters: 50,
  tags: 10,
  tag_characters: 50,
} as const;

/** Storage limits of one user, including old versions and the trash. */
export interface Quota {
  artifacts: number;
  /** On disk, indexes included. */
  bytes: number;
}

export const DEFAULT_QUOTA: Quota = { artifacts: 10_000, bytes: 100 * 1024 * 1024 };

/** Limit of disk space for all users. Supabase's free plan has 500 MB; a new project uses about 30 MB. */
export const DEFAULT_PROJECT_BYTES = 400 * 1024 * 1024;

/** The maximum of PostgreSQL's type integer. */
export const MAX_INTEGER = 2_147_483_647;

const encoder = new TextEncoder();

/** Length in UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

// PostgreSQL cannot store either. Rejecting them here avoids silent changes.
const Storable = z.string()
  .refine((text) => !text.includes("\0"), "must not contain NUL characters (U+0000)")
  .refine((text) => text.isWellFormed(), "must be well-formed Unicode (it has a lone surrogate)");

// JSON Schema counts code points (RFC 8259), zod's `max` counts UTF-16 units: at most two per code point. Longer text
// is not split, which would cost a worker's memory.
function upTo(max: number) {
  return Storable
    .refine(
      (text) => text.length <= 2 * max && [...text].length <= max,
      `must have at most ${max} characters`,
    )
    .meta({ maxLength: max });
}

function characters(max: number) {
  return upTo(max)
    .refine((text) => text !== "", "must not be empty")
    .meta({ minLength: 1, maxLength: max });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Maximum length of an id with scheme, quotes and spaces: unwrapping longer text would take quadratic time. */
const MAX_WRAPPED_ID = 128;
/** An artifact's id or its resource's URI. Models add spaces or quotes around either. */
export const ArtifactId = z.string()
  .overwrite((text) => text.length > MAX_WRAPPED_ID ? "" : unwrapped(text))
  // Not a pattern in the JSON Schema: validating clients would reject the URI.
  .refine((text) => UUID.test(text), "must be an artifact's id, as listed")
  .meta({ description: "The artifact's id." });
function unwrapped(text: string): string {
  return text.replace(/^[\s"'`]+|[\s"'`]+$/g, "").replace(/^artifact:\/\//i, "");
}

/** Version numbers start at 1. */
export const VersionNumber = z.int().min(1)
  // Not a bound in the JSON Schema: it costs models tokens and is never reached.
  .refine((version) => version <= MAX_INTEGER, "must be the number of a version");
export const Kind = z.enum(Object.keys(KINDS) as [Kind]);
export const Title = characters(LIMITS.title_characters);
export const Language = characters(LIMITS.language_characters);
export const Tag = characters(LIMITS.tag_characters);
export const Tags = z.array(Tag).max(LIMITS.tags, `must be at most ${LIMITS.tags}`);
export const Content = Storable
  .refine(
    // A UTF-16 unit has at least one byte in UTF-8.
    (text) => text.length <= LIMITS.content_bytes && byteLength(text) <= LIMITS.content_bytes,
    `must have at most ${LIMITS.content_bytes} bytes of UTF-8 (1 MiB)`,
  );

/** A search query. */
export const Query = characters(1_000);
/** The text that an edit replaces. */
export const Find = characters(2_000);
/** Identifies a save across retries. */
export const IdempotencyKey = characters(200);

// The store returns valid times. Checking a pattern in each row would cost more than the rest of the response.
export const Time = z.string();

/** An artifact without its content. */
export const ArtifactSummary = z.object({
  id: z.string(),
  title: z.string(),
  kind: Kind,
  // The description keeps zod from writing the nullable as a list of types, which some clients cannot read.
  language: z.string().meta({ description: "Of code" }).nullable(),
  tags: z.array(z.string()),
  size: z.int().min(0),
  version: z.int().min(1),
  created_at: Time,
  updated_at: Time,
  deleted_at: Time.optional(),
});

/** An artifact's state after a change. */
export const ArtifactState = ArtifactSummary.pick({
  id: true,
  title: true,
  size: true,
  version: true,
});

export type Kind = keyof typeof KINDS;
export type ArtifactSummary = z.infer<typeof ArtifactSummary>;
export type Artifact = ArtifactSummary & { content: string };

/** The fields of a new artifact. */
export interface ArtifactDraft {
  title: string;
  kind: Kind;
  content: string;
  language: string | null;
  tags: string[];
}
