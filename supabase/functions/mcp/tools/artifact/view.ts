// artifact.view: one artifact with its content, a long one in pieces.

import { z } from "zod";
import { ArtifactId, ArtifactSummary } from "../../artifacts/artifact.ts";
import { pieceOf } from "../../artifacts/piece.ts";
import { defineTool } from "../tool.ts";
import { ToolError } from "../tool_error.ts";

const DEFAULT_PIECE_BYTES = 64 * 1024;
const MAX_PIECE_BYTES = 256 * 1024;

export default defineTool({
  name: "artifact.view",
  title: "View an artifact",
  description:
    "Read one of the signed-in user's artifacts with its content. Long content comes in pieces: " +
    "when next_offset is present, call again with it as offset to read on.",
  requires: ["profile"],
  effect: "reads",
  input: z.strictObject({
    id: ArtifactId,
    offset: z.int().min(0).default(0)
      .meta({ description: "Where to start, in bytes of UTF-8: next_offset of the last piece." }),
    limit: z.int().min(1).max(MAX_PIECE_BYTES).default(DEFAULT_PIECE_BYTES)
      .meta({ description: "How many bytes at most, 64 KiB unless told, 256 KiB at most." }),
  }),
  output: z.object({
    artifact: ArtifactSummary.extend({
      content: z.string().meta({ description: "The content, or the asked-for piece of it." }),
    }),
    offset: z.int().min(0),
    next_offset: z.int().optional()
      .meta({ description: "Present when there is more: the offset of the next piece." }),
  }),
  content: ({ artifact, offset, next_offset }) => {
    const end = next_offset ?? artifact.size;
    const piece = offset > 0 || next_offset !== undefined
      ? `, bytes ${offset} to ${end} of ${artifact.size}`
      : "";
    const more = next_offset === undefined
      ? ""
      : `\n\n(More: call again with offset ${next_offset})`;
    return `${artifact.title} (${artifact.kind}${piece})\n\n${artifact.content}${more}`;
  },

  async run({ id, offset, limit }, { artifacts }) {
    const artifact = await artifacts.find(id);
    // One sentence for missing and for somebody else's: ids must not be testable.
    if (!artifact) {
      throw new ToolError("There is no artifact with this id. Call artifact.list to see the ids.");
    }
    const { text, ...position } = pieceOf(artifact.content, offset, limit);
    return { artifact: { ...artifact, content: text }, ...position };
  },
});
