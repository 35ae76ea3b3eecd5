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
    files: 173,
    atStart: 113_300, // 15 kB of them are the prepared tools
    // Each part with zod counts it: 105 kB, which the first of them loads.
    later: {
      calls: 382_200, // the first call: the tools, supabase-js, zod
      opaque_token: 105_400, // the first opaque token: zod
      artifact_reader: 109_900, // the first artifact that is read as a resource: zod
      webhook: 119_300, // the first event of Clerk: zod
      handshake: 281_800, // the first `initialize`: the MCP SDK, zod
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
