// artifact.export: exports the user's whole library by pages.

import * as z from "zod";
import { MAX_INTEGER } from "../../artifacts/limits.ts";
import { cursorOf, encodeCursor, ExportCursor } from "../../artifacts/cursor.ts";
import type { Chunk } from "../../artifacts/chunk.ts";
import type { ExportedVersion } from "../../artifacts/store.ts";
import { firstThatFit } from "../../primitives/result_size.ts";
import { defineTool } from "../../primitives/define_tool.ts";
import { chunkThatFits, MAX_CHUNK_BYTES } from "../../primitives/chunk_fields.ts";
import { UNTRUSTED_NOTE, untrustedText } from "../../primitives/stored_data.ts";

export default defineTool({
  name: "artifact.export",
  title: "Export everything",
  description:
    "Get the user's whole library as JSON Lines, a page at a time: each version of each artifact, the " +
    "trash included; long contents in lines with offset and next_offset. For backups and moves.",
  requires: ["profile"],
  effect: "reads",
  input: () =>
    z.strictObject({
      cursor: cursorOf(ExportCursor)
        .meta({ description: "The last next_cursor." }).optional(),
    }),
  output: () =>
    z.object({
      note: z.string(),
      jsonl: z.string(),
      lines: z.int(),
      next_cursor: z.string().optional(),
    }),
  content: ({ jsonl, lines, next_cursor }) =>
    untrustedText(
      `Lines: ${lines}. ` +
        (next_cursor ? `More: call again with cursor ${next_cursor}` : "This is the end."),
      jsonl,
    ),

  async run({ cursor }, { artifacts }) {
    const { versions, next } = await artifacts.export(MAX_CHUNK_BYTES, cursor);
    const page = pageOf(versions, next);
    return {
      note: UNTRUSTED_NOTE,
      jsonl: page.lines.join(""),
      lines: page.lines.length,
      ...(page.next && { next_cursor: encodeCursor(page.next) }),
    };
  },
});

// Returns the lines of one page, and the cursor of the next page. The first version may have begun on the previous
// page, and may be too long for this page.
function pageOf(versions: readonly ExportedVersion[], following: ExportCursor | undefined) {
  const [first, ...others] = versions;
  if (!first) return { lines: [] };
  const { id, version, content, offset = 0, next_offset } = first;
  const chunk = chunkThatFits({ text: content, offset, next_offset }, (text) => {
    return twice(lineOf(first, { text, offset, next_offset: MAX_INTEGER }));
  });
  if (chunk.next_offset !== undefined) {
    const next = { id, version: version - 1, offset: chunk.next_offset };
    return { lines: [lineOf(first, chunk)], next };
  }
  const lines = [lineOf(first, chunk), ...others.map(wholeLine)];
  const shown = firstThatFit(lines, twice, { characters: 0, tokens: 0 });
  const last = versions[shown.length - 1] ?? first;
  const next = { id: last.id, version: last.version, offset: 0 };
  return { lines: shown, ...((following || shown.length < lines.length) && { next }) };
}

function lineOf(version: ExportedVersion, { text, offset, next_offset }: Chunk): string {
  const { offset: _, next_offset: __, ...artifact } = version;
  const position = offset === 0 && next_offset === undefined ? {} : { offset, next_offset };
  return wholeLine({ ...artifact, content: text, ...position });
}

function wholeLine(version: ExportedVersion): string {
  return `${JSON.stringify(version)}\n`;
}

// The tool result contains each line twice: in the structured data and in the text.
function twice(line: string): string[] {
  return [line, line];
}
