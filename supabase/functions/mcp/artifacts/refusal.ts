// Why a store leaves everything as it is: a closed list, so that whoever tells people can leave out none.

import { z } from "zod";
import { type ArtifactFields, VERSIONED_FIELDS } from "./artifact.ts";

/** The fields of an artifact that a person gives. */
export const FIELDS: readonly (keyof ArtifactFields | "kind" | "content")[] = [
  ...Object.keys(VERSIONED_FIELDS) as (keyof ArtifactFields)[],
  "kind",
  "content",
];

/** What a store refuses, in the words of the database's functions. */
export const StoreRejection = z.discriminatedUnion("refusal", [
  /** This person has no such artifact, whoever else may have. */
  z.object({ refusal: z.literal("not_found") }),
  z.object({ refusal: z.literal("in_trash") }),
  z.object({ refusal: z.literal("not_in_trash") }),
  /** Somebody changed it meanwhile; `version` is the current one. */
  z.object({ refusal: z.literal("version_conflict"), version: z.int() }),
  /** The edit with this number, from 1 on, matches no place (0) or several (2). */
  z.object({ refusal: z.literal("edit_mismatch"), number: z.int(), matches: z.int() }),
  /** Searching for the edits up to this number would take too long. */
  z.object({ refusal: z.literal("edit_too_slow"), number: z.int() }),
  /** The latest version there is. */
  z.object({ refusal: z.literal("version_not_found"), version: z.int() }),
  /** More than a library may hold; `used` is what it holds. */
  z.object({
    refusal: z.literal("quota_exceeded"),
    of: z.enum(["artifacts", "bytes"]),
    used: z.int(),
  }),
  /** The index holds too many words of what was replaced or removed, until the next night. */
  z.object({ refusal: z.literal("index_full") }),
  /** All libraries together hold as much as the operator allows. */
  z.object({ refusal: z.literal("project_full") }),
  /** The database's time limit ended the save. */
  z.object({ refusal: z.literal("save_cancelled") }),
  /** The query has no word to search for. */
  z.object({ refusal: z.literal("empty_query") }),
  /** The database's time limit ended the search. */
  z.object({ refusal: z.literal("search_too_slow") }),
  z.object({ refusal: z.literal("too_many_shares") }),
  /** It is opened more often than one share may be. */
  z.object({ refusal: z.literal("share_busy") }),
  /** Its limits are narrower than what the caller was told. */
  z.object({ refusal: z.literal("invalid_field"), field: z.enum(FIELDS) }),
]);
export type StoreRejection = z.infer<typeof StoreRejection>;

/** Thrown by stores: nothing was changed, and this is why. */
export class StoreRejectedError extends Error {
  override name = "Refused";
  constructor(readonly why: StoreRejection) {
    super(JSON.stringify(why));
  }
}
