// artifact.list: what is in the person's library, a page at a time.

import { z } from "zod";
import { ArtifactSummary, Kind, Tag } from "../../artifacts/artifact.ts";
import { Cursor, encodeCursor } from "../../artifacts/cursor.ts";
import { defineTool } from "../tool.ts";

export default defineTool({
  name: "artifact.list",
  title: "List artifacts",
  description:
    "List the signed-in user's saved artifacts, newest first, without their contents. Use it to " +
    "find an artifact's id or to show what is there. Pass next_cursor back as cursor for more.",
  requires: ["profile"],
  effect: "reads",
  input: z.strictObject({
    limit: z.int().min(1).max(100).default(20).meta({ description: "How many, 1 to 100." }),
    cursor: Cursor.meta({ description: "next_cursor of the previous page." }).optional(),
    kind: Kind.meta({ description: "Only artifacts of this kind." }).optional(),
    tag: Tag.meta({ description: "Only artifacts with this tag." }).optional(),
  }),
  output: z.object({
    artifacts: z.array(ArtifactSummary),
    next_cursor: z.string().optional(),
  }),
  content: ({ artifacts, next_cursor }) =>
    [
      artifacts.length === 0 ? "No artifacts." : `Newest first (${artifacts.length}):`,
      ...artifacts.map(line),
      ...(next_cursor ? [`More: call again with cursor ${next_cursor}`] : []),
    ].join("\n"),

  async run({ limit, cursor, kind, tag }, { artifacts }) {
    const page = await artifacts.list({ limit, after: cursor, kind, tag });
    return {
      artifacts: page.artifacts,
      ...(page.next && { next_cursor: encodeCursor(page.next) }),
    };
  },
});

function line({ id, title, kind, size, updated_at }: ArtifactSummary): string {
  return `- ${title} (${kind}, ${size} bytes, ${updated_at}) id: ${id}`;
}
