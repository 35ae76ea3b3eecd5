// artifact.view: one artifact with its content, a long one in pieces.

import { z } from "zod";
import { ArtifactId, ArtifactSummary, VersionNumber } from "../../artifacts/artifact.ts";
import { pieceOf } from "../../artifacts/piece.ts";
import { PIECE_INPUT, PIECE_OUTPUT, placeOf } from "../piece_fields.ts";
import { inLine, NOTE, Note, storedText } from "../stored_data.ts";
import { defineTool } from "../tool.ts";
import { ARTIFACT_VIEW } from "../../views/built/uris.ts";

export default defineTool({
  name: "artifact.view",
  title: "View an artifact",
  description:
    "Read one of the user's artifacts with its content, as it is or as it was in a version. Long content " +
    "comes in pieces: read on at next_offset.",
  requires: ["profile"],
  effect: "reads",
  view: { uri: ARTIFACT_VIEW, invoking: "Opening the artifact", invoked: "Here it is" },
  calledByViews: true,
  input: () =>
    z.strictObject({
      id: ArtifactId,
      version: VersionNumber.meta({ description: "An older version than the latest." })
        .optional(),
      ...PIECE_INPUT,
    }),
  output: () =>
    z.object({
      note: Note,
      artifact: ArtifactSummary.extend({
        content: z.string(),
      }),
      ...PIECE_OUTPUT,
    }),
  content: ({ artifact: { title, kind, version, size, content }, ...piece }) =>
    storedText(
      `${inLine(title)} (${kind}, version ${version}${placeOf(piece, size)})`,
      content,
    ),

  async run({ id, version, offset, limit }, { artifacts }) {
    const artifact = await artifacts.read(id, version);
    const { text, ...position } = pieceOf(artifact.content, offset, limit);
    return { note: NOTE, artifact: { ...artifact, content: text }, ...position };
  },
});
