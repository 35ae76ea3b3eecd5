// The store's rejections as a closed union, so that the compiler requires a message for each.

import * as z from "zod";
import { type ArtifactFields, VERSIONED_FIELDS } from "./artifact.ts";
import { parserOf } from "./parser.ts";

/** The fields of an artifact that users set. */
export const FIELDS: readonly (keyof ArtifactFields | "kind" | "content")[] = [
  ...Object.keys(VERSIONED_FIELDS) as (keyof ArtifactFields)[],
  "kind",
  "content",
];

/** `refusal` is the code. The database's functions return most rejections; the server adds the others. */
export const StoreRejection = parserOf(() =>
  z.discriminatedUnion("refusal", [
    /** The user has no artifact with this id. Another user may have one. */
    z.object({ refusal: z.literal("not_found") }),
    z.object({ refusal: z.literal("in_trash") }),
    z.object({ refusal: z.literal("not_in_trash") }),
    /** The artifact was changed meanwhile; `version` is the current version. */
    z.object({ refusal: z.literal("version_conflict"), version: z.int() }),
    /** `number`: the edit, counted from 1. `matches`: 0 = its text occurs nowhere, 2 = more than once. */
    z.object({ refusal: z.literal("edit_mismatch"), number: z.int(), matches: z.int() }),
    /** The search budget was used up at edit `number`, counted from 1. */
    z.object({ refusal: z.literal("edit_too_slow"), number: z.int() }),
    /** `version` is the latest version. */
    z.object({ refusal: z.literal("version_not_found"), version: z.int() }),
    /** The save exceeds the user's quota. `used`: the number of artifacts or bytes that the user has now. */
    z.object({
      refusal: z.literal("quota_exceeded"),
      of: z.enum(["artifacts", "bytes"]),
      used: z.int(),
    }),
    /** The search index has too many entries of replaced or deleted words. The nightly rebuild removes them. */
    z.object({ refusal: z.literal("index_full") }),
    /** All libraries together have reached the operator's limit. */
    z.object({ refusal: z.literal("project_full") }),
    /** The database's time limit ended the save. */
    z.object({ refusal: z.literal("save_cancelled") }),
    /** The query has no word to search for. */
    z.object({ refusal: z.literal("empty_query") }),
    /** The database's time limit ended the search. */
    z.object({ refusal: z.literal("search_too_slow") }),
    z.object({ refusal: z.literal("too_many_shares") }),
    /** The user was banned or deleted. */
    z.object({ refusal: z.literal("account_closed") }),
    /** The share exceeds its rate limit. */
    z.object({ refusal: z.literal("share_busy") }),
    /** The database rejected the value of `field`, which the tool's schema had accepted. */
    z.object({ refusal: z.literal("invalid_field"), field: z.enum(FIELDS) }),
  ])
);
export type StoreRejection = ReturnType<typeof StoreRejection.parse>;

/** Thrown when a store rejects a call. The store has changed nothing. */
export class StoreRejectedError extends Error {
  override name = "Refused";
  constructor(readonly why: StoreRejection) {
    super(JSON.stringify(why));
  }
}
