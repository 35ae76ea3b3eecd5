// Commands about one user.

import { type Command, sizeOf } from "./command.ts";
import { exportLibrary } from "./export.ts";
import { untilDone } from "./until_done.ts";

interface Reopened {
  reopened: boolean;
  /** Whether the account is still closed, because the user is banned. */
  closed: boolean;
}

interface Unbanned {
  unbanned: boolean;
  /** Whether the account is still closed, because the user was deleted. */
  closed: boolean;
}

function restored(user: string, { reopened, closed }: Reopened, size: string): string {
  if (!reopened) return `Nothing to restore: ${user} was not deleted.`;
  const text = `Reopened the account of ${user}: ${size}. No erasure is planned.`;
  return closed ? `${text} The user is still banned.` : text;
}

export const USER_COMMANDS: Record<string, Command> = {
  export: {
    argument: "user",
    summary: "prints all versions of all artifacts of a user, as JSON Lines",
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
      const library = await api.libraryOf(argument);
      const steps = await untilDone(
        () => api.call<boolean>("forget_person", { owner: argument }),
        async () => progress(`not erased yet: ${sizeOf(await api.libraryOf(argument))}`),
      );
      const text =
        `Erased ${argument}: ${
          sizeOf(library)
        }. The account is closed for 30 days; command restore reopens it. ` +
        "Also delete the user in Clerk. " +
        "Backups keep the data until they expire.";
      return { json: { erased: true, steps }, text };
    },
  },

  restore: {
    argument: "user",
    summary: "reopens the account of a deleted or erased user, with the data that is left",
    question: ({ argument }) => `Restore the account of ${argument}?`,
    async run({ api, argument }) {
      const json = await api.call<Reopened>("reopen_account", { owner: argument });
      const size = sizeOf(await api.libraryOf(argument));
      return { json: { ...json }, text: restored(argument, json, size) };
    },
  },

  ban: {
    argument: "user",
    summary: "ends a user's access, revokes the shares, and keeps the data",
    question: async ({ api, argument }) =>
      `Ban ${argument} (${
        sizeOf(await api.libraryOf(argument))
      })? Tokens stop working, and shares are revoked.`,
    async run({ api, argument }) {
      const json = await api.call<{ banned: boolean }>("ban_account", { owner: argument });
      return {
        json,
        text: json.banned
          ? `Banned ${argument}: ${sizeOf(await api.libraryOf(argument))}.`
          : `${argument} was already banned.`,
      };
    },
  },

  unban: {
    argument: "user",
    summary: "ends a ban",
    question: ({ argument }) => `End the ban of ${argument}?`,
    async run({ api, argument }) {
      const json = await api.call<Unbanned>("unban_account", { owner: argument });
      const text = json.unbanned ? `The ban of ${argument} ended.` : `${argument} was not banned.`;
      return {
        json: { ...json },
        text: json.closed
          ? `${text} The account stays closed, because the user was deleted.`
          : text,
      };
    },
  },
};
