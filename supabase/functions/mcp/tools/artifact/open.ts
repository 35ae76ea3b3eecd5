// artifact.open: reads what somebody shared; for everybody.

import { z } from "zod";
import { ArtifactSummary } from "../../artifacts/artifact.ts";
import { pieceOf } from "../../artifacts/piece.ts";
import { PIECE_INPUT, PIECE_OUTPUT, placeOf } from "../piece_fields.ts";
import { inLine, NOTE, Note, storedText } from "../stored_data.ts";
import { definePublicTool } from "../tool.ts";
import { ToolError } from "../tool_error.ts";
import { ARTIFACT_VIEW } from "../../views/built/uris.ts";

export default definePublicTool({
  name: "artifact.open",
  title: "Open a shared artifact",
  description: "Read an artifact that somebody shared, by the share they gave; needs no sign-in.",
  effect: "reads",
  view: { uri: ARTIFACT_VIEW, invoking: "Opening what was shared", invoked: "Here it is" },
  calledByViews: true,
  input: () =>
    z.strictObject({
      // Any text: what is no share at all is answered like one that has expired.
      share: z.string().meta({ description: "The share, as it was given." }),
      ...PIECE_INPUT,
    }),
  output: () =>
    z.object({
      note: Note,
      artifact: ArtifactSummary.pick({
        title: true,
        kind: true,
        language: true,
        size: true,
        version: true,
        updated_at: true,
      }).extend({ content: z.string() }),
      ...PIECE_OUTPUT,
    }),
  content: ({ artifact, ...piece }) =>
    storedText(
      `${inLine(artifact.title)} (${artifact.kind}, shared${placeOf(piece, artifact.size)})`,
      artifact.content,
    ),

  async run({ share, offset, limit }, { site }) {
    const artifact = await site.shared.open(share);
    if (!artifact) {
      throw new ToolError(
        "This share opens nothing: it has expired, was revoked or never existed. Ask for a new one.",
      );
    }
    const { text, ...position } = pieceOf(artifact.content, offset, limit);
    return { note: NOTE, artifact: { ...artifact, content: text }, ...position };
  },
});
