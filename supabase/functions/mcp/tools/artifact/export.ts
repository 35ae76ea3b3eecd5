// artifact.export: everything that is kept for a person, a page at a time.

import { z } from "zod";
import { cursorOf, encodeCursor, ExportPlace } from "../../artifacts/cursor.ts";
import { NOTE, Note, storedText } from "../stored_data.ts";
import { defineTool } from "../tool.ts";

/** Of contents in one page; a larger one comes alone. */
const PAGE_BYTES = 256 * 1024;

export default defineTool({
  name: "artifact.export",
  title: "Export everything",
  description:
    "Get the user's whole library as JSON Lines, a page at a time: each version of each artifact, the " +
    "trash included. For backups and moves, not to look something up.",
  requires: ["profile"],
  effect: "reads",
  input: () =>
    z.strictObject({
      cursor: cursorOf(ExportPlace)
        .meta({ description: "The last next_cursor." }).optional(),
    }),
  output: () =>
    z.object({
      note: Note,
      jsonl: z.string(),
      lines: z.int(),
      next_cursor: z.string().optional(),
    }),
  content: ({ jsonl, lines, next_cursor }) =>
    storedText(
      `Lines: ${lines}. ` +
        (next_cursor ? `More: call again with cursor ${next_cursor}` : "This is the end."),
      jsonl,
    ),

  async run({ cursor }, { artifacts }) {
    const { versions, next } = await artifacts.export(PAGE_BYTES, cursor);
    return {
      note: NOTE,
      jsonl: versions.map((version) => `${JSON.stringify(version)}\n`).join(""),
      lines: versions.length,
      ...(next && { next_cursor: encodeCursor(next) }),
    };
  },
});
