// Sentences for the store's rejections: what happened, and what the model can do.

import { LIMITS, type Quota } from "./limits.ts";
import type { StoreRejection } from "./refusal.ts";

/** @param quota the user's limits, which the sentence about a full library names */
export function sentenceFor(why: StoreRejection, quota: Quota): string {
  switch (why.refusal) {
    case "not_found":
      // Missing artifacts and other users' artifacts get the same sentence, so that no one can test which ids exist.
      return "There is no artifact with this id. Call artifact.list to see the ids.";
    case "in_trash":
      return "This artifact is in the trash, and nothing was changed. Call artifact.restore with its id to " +
        "bring it back.";
    case "not_in_trash":
      return "This artifact is not in the trash, and nothing was changed. To go back to an old " +
        "version, give its number; to remove an artifact permanently, move it to the trash first.";
    case "version_conflict":
      return `The artifact is at version ${why.version} now, and nothing was changed. Read it with ` +
        `artifact.view. If the change still fits, call again with expected_version ${why.version}.`;
    case "edit_mismatch":
      return `Edit ${why.number} ${
        why.matches === 0 ? "does not match: its find text is nowhere" : "matches several places"
      } in the content, and nothing was changed. ` +
        (why.matches === 0
          ? "Read the artifact with artifact.view and copy the text exactly."
          : "Extend the find text until it matches one place only.");
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
      return "The search index is full, and nothing was saved: too many words were replaced or deleted " +
        "since last night. The index is cleaned every night: tell the user to save tomorrow. Deleting artifacts " +
        "does not help.";
    case "project_full":
      return "This server's storage is full, and nothing was saved. Tell the user that the server's operator can " +
        "raise the limit. Deleting artifacts for good also frees space.";
    case "save_cancelled":
      return "The save took too long and was stopped, and nothing was saved. Wait a minute, then call again. " +
        "If it is stopped again, save less content at a time.";
    case "empty_query":
      return "The query has no word to search for. Give at least one word.";
    case "search_too_slow":
      return "The search took too long and was stopped. Search for fewer or rarer words, without long phrases.";
    case "too_many_shares":
      return "This artifact has as many shares as allowed, and no share was created. artifact.unshare revokes all " +
        "its shares. Call it only if the user agrees, then share again.";
    case "account_closed":
      return "This account is closed on this server, and nothing was read or changed. Tell the user to contact the " +
        "server's operator.";
    case "share_busy":
      return "This share is being opened very often at the moment. Wait a minute, then call again.";
    case "invalid_field":
      return `The database rejects the value of ${why.field}${
        why.field === "content" ? ` (at most ${LIMITS.content_bytes} bytes of UTF-8)` : ""
      }, and nothing was saved. Change the value and call again.`;
  }
}

function full(
  { of, used }: Extract<StoreRejection, { refusal: "quota_exceeded" }>,
  quota: Quota,
): string {
  const limit = of === "artifacts" ? `${quota.artifacts} artifacts` : `${quota.bytes} bytes`;
  return `The library is full: it holds ${used} of at most ${limit}, including old versions and the trash, ` +
    "and nothing was saved. Ask the user which artifacts to delete. artifact.delete moves an artifact to " +
    "the trash, and artifact.delete with forever: true then frees its space.";
}
