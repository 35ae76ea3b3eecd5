// The zod schemas of artifacts and of their fields.

import * as z from "zod";
import { KINDS } from "./kinds.ts";
import { LIMITS, MAX_INTEGER } from "./limits.ts";
import { characters, Storable } from "./storable_text.ts";

export { KINDS };

const encoder = new TextEncoder();

/** @returns the length of `text` in bytes of UTF-8 */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Maximum length of an id with scheme and quotes. Longer text is rejected: `unwrapped` takes quadratic time. */
const MAX_WRAPPED_ID = 128;
/** An artifact's id, or its URI `artifact://{id}`. Removes the spaces and quotes that models add around ids. */
export const ArtifactId = z.string()
  .overwrite((text) => text.length > MAX_WRAPPED_ID ? "" : unwrapped(text))
  // `refine` adds no `pattern` to the JSON Schema: clients that validate arguments would reject URIs.
  .refine((text) => UUID.test(text), "must be an artifact's id, as listed")
  .meta({ description: "The artifact's id." });
function unwrapped(text: string): string {
  return text.replace(/^[\s"'`]+|[\s"'`]+$/g, "").replace(/^artifact:\/\//i, "");
}

export const VersionNumber = z.int().min(1)
  // `refine` adds no `maximum` to the JSON Schema: no version reaches the maximum, and its text costs models tokens.
  .refine((version) => version <= MAX_INTEGER, "must be the number of a version");
export const Kind = z.enum(Object.keys(KINDS) as [Kind]);
export const Title = characters(LIMITS.title_characters);
export const Language = characters(LIMITS.language_characters);
export const Description = characters(LIMITS.description_characters);
export const Tag = characters(LIMITS.tag_characters);
export const Tags = z.array(Tag).max(LIMITS.tags, `must be at most ${LIMITS.tags}`);
export const Content = Storable
  .refine(
    // `text.length` is the cheap check: UTF-8 takes at least one byte for each UTF-16 unit.
    (text) => text.length <= LIMITS.content_bytes && byteLength(text) <= LIMITS.content_bytes,
    `must have at most ${LIMITS.content_bytes} bytes of UTF-8 (1 MiB)`,
  );

/** A search query. */
export const Query = characters(1_000);
/** The text that an edit replaces. */
export const Find = characters(2_000);
/** A text that the client chooses for one save. A retry with the same text saves nothing new. */
export const IdempotencyKey = characters(200);

/**
 * The versioned fields other than the content. `given` is the schema of a caller's value, `stored` of the database's.
 * The schemas of drafts, changes, summaries, versions, export and refusals derive from this constant. Type
 * `library.artifact_fields` lists the same fields in the database. A new field that may be absent must be
 * `.optional()` in `stored`: the row schemas remove the database's null for such fields.
 */
export const VERSIONED_FIELDS = {
  title: { given: Title, stored: z.string() },
  // Without the description, zod writes `type: ["string", "null"]`, which some clients cannot read.
  language: { given: Language, stored: z.string().meta({ description: "Of code" }).nullable() },
  tags: { given: Tags, stored: z.array(z.string()) },
  description: { given: Description, stored: z.string().optional() },
} as const;

type Fields = typeof VERSIONED_FIELDS;
const stored = Object.fromEntries(
  Object.entries(VERSIONED_FIELDS).map(([name, { stored }]) => [name, stored]),
) as { [Name in keyof Fields]: Fields[Name]["stored"] };
const { title, ...otherFields } = stored;

/** The versioned fields as the database stores them. */
export const ArtifactFields = z.object(stored);

// ISO 8601. No pattern: the store returns valid times, and checking each row would take longer than the rest of a
// response.
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

/** The part of a summary that tools return after a change. */
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

/** A new artifact, before it is saved. */
export type ArtifactDraft =
  & Pick<Artifact, "title" | "kind" | "content">
  & { [Name in keyof ArtifactFields]?: ArtifactFields[Name] | undefined };
