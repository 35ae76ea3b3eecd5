// Commands about the whole project, or about a user whose id the operator does not know.

import { sha256 } from "../../_shared/sha256.ts";
import { bytesText, type Command, sizeOf } from "./command.ts";
import { untilDone } from "./until_done.ts";

const MAX_ROWS = 1_000;

interface ClosedAccount {
  user_id: string;
  banned_at: string | null;
  erase_at: string | null;
}

export const PROJECT_COMMANDS: Record<string, Command> = {
  usage: {
    summary: "prints the size of all libraries, and the largest ones",
    async run({ api }) {
      const status = await api.call<{ bytes: number; purged_at: string }>("project_status", {});
      const libraries = await api.largestLibraries(MAX_ROWS);
      const lines = libraries.map((library) => `  ${library.user_id}  ${sizeOf(library)}`);
      const text = [
        `All libraries: ${bytesText(status.bytes)}. Last purge: ${status.purged_at}.`,
        ...lines,
      ].join("\n");
      return { json: { ...status, libraries }, text };
    },
  },

  closed: {
    summary: "lists banned users, and deleted users whose data is not erased yet",
    async run({ api }) {
      const answer = await api.call<{ accounts: ClosedAccount[] }>("list_closed_accounts", {
        at_most: MAX_ROWS,
      });
      const lines = answer.accounts.map(({ user_id, banned_at, erase_at }) =>
        [
          user_id,
          ...(banned_at === null ? [] : [`banned ${banned_at}`]),
          ...(erase_at === null ? [] : [`will be erased after ${erase_at}`]),
        ].join("  ")
      );
      return { json: { ...answer }, text: lines.join("\n") || "No account is closed." };
    },
  },

  who: {
    argument: "pseudonym",
    summary: "finds the user whom the log names by this pseudonym",
    async run({ api, argument, pseudonymOf }) {
      for await (const user_id of api.userIds()) {
        if (await pseudonymOf({ userId: user_id }) === argument) {
          return { json: { user_id }, text: user_id };
        }
      }
      const text =
        "No library has this pseudonym. Either the user was erased or never saved anything, or the function had another " +
        "key when it wrote the log: set CLERK_SECRET_KEY to that key.";
      return { json: { user_id: null }, text };
    },
  },

  "take-down": {
    argument: "share",
    summary: "deletes a share, and prints the id of its user",
    question: () => "Delete this share? The artifact stays in its user's library.",
    async run({ api, argument }) {
      const share_hash = await sha256(argument);
      const json = await api.call<{ taken_down: { user_id: string; artifact_id: string } | null }>(
        "take_down_share",
        { share_hash },
      );
      const text = json.taken_down
        ? `Deleted the share of artifact ${json.taken_down.artifact_id}, which belongs to ${json.taken_down.user_id}.`
        : "There is no such share. It may have expired.";
      return { json, text };
    },
  },

  purge: {
    summary: "runs the nightly purge now: old trash, expired shares, deleted users",
    question: () =>
      "Delete old trash, expired shares, and the data of deleted users that is due for erasure?",
    async run({ api, progress }) {
      const steps = await untilDone(
        () => api.call<boolean>("purge_artifacts", {}),
        (done) => progress(`purge: ${done} steps done`),
      );
      return { json: { purged: true, steps }, text: "The purge is complete." };
    },
  },
};
