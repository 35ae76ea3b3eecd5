// Sentences for the store's rejections: the problem, and what the model can do.

import { LIMITS, type Quota } from "./artifact.ts";
import type { StoreRejection } from "./refusal.ts";

/** @param quota the user's limits, for the sentence about a full library */
export function sentenceFor(why: StoreRejection, quota: Quota): string {
  switch (why.refusal) {
    case "not_found":
      // The same sentence for missing artifacts and those of other users: ids must not be testable.
      return "There is no artifact with this id. Call artifact.list to see the ids.";
    case "in_trash":
      return "This artifact is in the trash, and nothing was changed. Call artifact.restore with its id to " +
        "bring it back.";
    case "not_in_trash":
      return "This artifact is not in the trash, and nothing was changed. To go back to an old " +
        "version, name it; to remove an artifact for ever, move it to the trash first.";
    case "version_conflict":
      return `The artifact is at version ${why.version} by now, and nothing was changed. Read it ` +
        `with artifact.view and call again with expected_version ${why.version}, if the change still fits.`;
    case "edit_mismatch":
      return `Edit ${why.number} ${
        why.matches === 0 ? "does not match: its find text is nowhere" : "matches several places"
      } in the content, and nothing was changed. ` +
        (why.matches === 0
          ? "Read the artifact with artifact.view and copy the text exactly."
          : "Give more of the text around the one place.");
    case "edit_too_slow":
      return `The edits took too long at edit ${why.number}, and nothing was changed: the content is large, or parts ` +
        "of the find texts occur in it very often. Send fewer edits in one call of artifact.update, or send the " +
        "whole content.";
    case "version_not_found":
      return `The artifact has no such version, and nothing was changed. Its versions are 1 to ${why.version}: call ` +
        "again with one of them.";
    case "quota_exceeded":
      return full(why, quota);
    case "index_full":
      return "Too much was replaced or removed since last night: the search index has no room for more, and " +
        "nothing was saved. It gets room again every night: tell the user to save tomorrow. Deleting does not help.";
    case "project_full":
      return "This server's storage is full, and nothing was saved. Tell the user that its operator can raise " +
        "the limit; artifacts that are no longer needed can be deleted for good to free space.";
    case "save_cancelled":
      return "Saving this took too long and was stopped, and nothing was saved. Wait a minute, then call again; " +
        "if it happens again, save less at a time.";
    case "empty_query":
      return "The query has no word to search for: give at least one that is no mere filler.";
    case "search_too_slow":
      return "Searching for this took too long and was stopped. Search for fewer or rarer words, without " +
        "long phrases.";
    case "too_many_shares":
      return "This artifact is shared as often as can be, and no share was made. artifact.unshare revokes " +
        "all its shares: only when the user agrees.";
    case "share_busy":
      return "This share is being opened very often at the moment. Wait a minute, then call again.";
    case "invalid_field":
      return `The library does not take ${why.field} as given${
        why.field === "content" ? ` (at most ${LIMITS.content_bytes} bytes of UTF-8)` : ""
      }, and nothing was saved. Change it and try again.`;
  }
}

function full(
  { of, used }: Extract<StoreRejection, { refusal: "quota_exceeded" }>,
  quota: Quota,
): string {
  const limit = of === "artifacts" ? `${quota.artifacts} artifacts` : `${quota.bytes} bytes`;
  return `The library is full: it holds ${used} of at most ${limit}, old versions and the trash ` +
    "included, and nothing was saved. Ask the user what can go: artifact.delete moves an artifact to " +
    "the trash, and artifact.delete with forever: true then frees its space.";
}
