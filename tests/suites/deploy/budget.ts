// How much of each function may be loaded when. A part that grows by more than a tenth makes a build fail:
// explain it in the commit that raises the figure here.

import type { Size } from "./size.ts";

const TOLERANCE = 1.1;

/** Minified bytes, and our own files. */
interface Budget extends Pick<Size, "atStart" | "later"> {
  files: number;
}

const BUDGETS: Record<string, Budget> = {
  mcp: {
    files: 164,
    atStart: 213_000,
    later: {
      verifier: 19_900, // the first token
      verified_tokens: 700,
      pseudonym: 320,
      data_api: 238_100, // the first call that needs the database: supabase-js
      store: 245_100,
      all_users: 4_000,
      webhook: 19_300, // the first event of Clerk
      handshake: 176_100, // the first `initialize`: the MCP SDK
      artifact: 198_500, // the first host that reads a view: its whole page
      list: 77_500,
      authorization_server: 1_200, // the first request for Clerk's documents
      mermaid: 1_037_200, // the first diagram in one: the library, compressed
    },
  },
  "well-known": { files: 23, atStart: 34_200, later: {} },
};

/** @returns what is bigger than it may be, or has no budget, one sentence each */
export function overBudget(slug: string, { files, atStart, later }: Budget): string[] {
  const budget = BUDGETS[slug];
  if (!budget) return [`${slug} has no budget`];
  const parts = { files, "at start": atStart, ...later };
  const { files: mostFiles, atStart: mostAtStart, later: mostLater } = budget;
  const allowed: Record<string, number> = {
    files: mostFiles,
    "at start": mostAtStart,
    ...mostLater,
  };
  return Object.entries(parts)
    .filter(([part, found]) => found > (allowed[part] ?? 0) * TOLERANCE)
    .map(([part, found]) => `${slug}: ${part} ${found}, of ${allowed[part] ?? 0}`);
}
