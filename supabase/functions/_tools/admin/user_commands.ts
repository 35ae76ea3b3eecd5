// Commands about one user.

import { type Command, sizeOf } from "./command.ts";
import { exportLibrary } from "./export.ts";
import { untilDone } from "./until_done.ts";

export const USER_COMMANDS: Record<string, Command> = {
  export: {
    argument: "user",
    summary: "all versions of all artifacts, as JSON Lines on the standard output",
    async run({ api, argument, write }) {
      const versions = await exportLibrary(api, argument, write);
      return { json: { versions }, text: `Versions exported: ${versions}.` };
    },
  },

  forget: {
    argument: "user",
    summary: "erases all data of a user now, and closes the account",
    question: async ({ api, argument }) =>
      `Erase all data of ${argument} (${sizeOf(await api.libraryOf(argument))}) for good?`,
    async run({ api, argument, progress }) {
      const steps = await untilDone(
        () => api.call<boolean>("forget_person", { owner: argument }),
        async () => progress(`left: ${sizeOf(await api.libraryOf(argument))}`),
      );
      const text =
        `Erased ${argument}. Delete the user in Clerk too. Backups keep the data until they expire.`;
      return { json: { erased: true, steps }, text };
    },
  },

  restore: {
    argument: "user",
    summary: "cancels the erasure of a user who was deleted in Clerk",
    question: ({ argument }) => `Restore the account of ${argument}?`,
    async run({ api, argument }) {
      const json = await api.call<{ reopened: boolean }>("reopen_account", { owner: argument });
      const text = json.reopened
        ? `Restored ${argument}.`
        : `Nothing to restore: no erasure of ${argument} is scheduled, or all data is erased.`;
      return { json, text };
    },
  },

  ban: {
    argument: "user",
    summary: "ends a user's access, and keeps the data",
    question: async ({ api, argument }) =>
      `Ban ${argument} (${sizeOf(await api.libraryOf(argument))})? Tokens and shares stop working.`,
    async run({ api, argument }) {
      const json = await api.call<{ banned: boolean }>("ban_account", { owner: argument });
      return { json, text: json.banned ? `Banned ${argument}.` : `${argument} was banned before.` };
    },
  },

  unban: {
    argument: "user",
    summary: "ends a ban",
    question: ({ argument }) => `End the ban of ${argument}?`,
    async run({ api, argument }) {
      const json = await api.call<{ unbanned: boolean }>("unban_account", { owner: argument });
      const text = json.unbanned ? `${argument} has access again.` : `${argument} was not banned.`;
      return { json, text };
    },
  },
};
