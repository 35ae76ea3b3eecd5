// The schema of artifacts.

import * as z from "zod";
import { KINDS } from "./kinds.ts";
import { LIMITS, MAX_INTEGER } from "./limits.ts";
import { characters, Storable } from "./storable_text.ts";

export { KINDS };

const encoder = new TextEncoder();

/** Length in UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Maximum length of an id with scheme, quotes and spaces: `unwrapped` takes quadratic time on longer text. */
const MAX_WRAPPED_ID = 128;
/** An artifact's id or its resource's URI. Models add spaces or quotes around either. */
export const ArtifactId = z.string()
  .overwrite((text) => text.length > MAX_WRAPPED_ID ? "" : unwrapped(text))
  // Not a `pattern` in the JSON Schema: clients that validate arguments would reject the URI.
  .refine((text) => UUID.test(text), "must be an artifact's id, as listed")
  .meta({ description: "The artifact's id." });
function unwrapped(text: string): string {
  return text.replace(/^[\s"'`]+|[\s"'`]+$/g, "").replace(/^artifact:\/\//i, "");
}

/** Version numbers start at 1. */
export const VersionNumber = z.int().min(1)
  // Not a `maximum` in the JSON Schema: it would cost models tokens, and no version reaches it.
  .refine((version) => version <= MAX_INTEGER, "must be the number of a version");
export const Kind = z.enum(Object.keys(KINDS) as [Kind]);
export const Title = characters(LIMITS.title_characters);
export const Language = characters(LIMITS.language_characters);
export const Description = characters(LIMITS.description_characters);
export const Tag = characters(LIMITS.tag_characters);
export const Tags = z.array(Tag).max(LIMITS.tags, `must be at most ${LIMITS.tags}`);
export const Content = Storable
  .refine(
    // Cheap check first: each UTF-16 unit takes at least one byte in UTF-8.
    (text) => text.length <= LIMITS.content_bytes && byteLength(text) <= LIMITS.content_bytes,
    `must have at most ${LIMITS.content_bytes} bytes of UTF-8 (1 MiB)`,
  );

/** A search query. */
export const Query = characters(1_000);
/** The text that an edit replaces. */
export const Find = characters(2_000);
/** Identifies a save across retries. */
export const IdempotencyKey = characters(200);

/**
 * The versioned fields other than the content. `given` validates a caller's value, `stored` the database's. Drafts,
 * changes, summaries, versions, export, row schemas and refusals derive from this table. In the database, they derive
 * from type `library.artifact_fields`. A new optional field must be `.optional()` in `stored`.
 */
export const VERSIONED_FIELDS = {
  title: { given: Title, stored: z.string() },
  // Without the description, zod writes a nullable string as a list of types, which some clients cannot read.
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

// No pattern: the store returns valid times, and checking each row would cost more than the rest of the response.
export const Time = z.string();

/** An artifact without its content. */
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

/** An artifact's state after a change. */
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

/** The fields of a new artifact. Optional fields can be left out. */
export type ArtifactDraft =
  & Pick<Artifact, "title" | "kind" | "content">
  & { [Name in keyof ArtifactFields]?: ArtifactFields[Name] | undefined };
