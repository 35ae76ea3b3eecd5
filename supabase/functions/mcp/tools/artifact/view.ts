// artifact.view: reads an artifact, long content in chunks.

import * as z from "zod";
import { ArtifactId, ArtifactSummary, VersionNumber } from "../../artifacts/artifact.ts";
import { textsOf } from "../../artifacts/field_texts.ts";
import {
  CHUNK_INPUT,
  CHUNK_OUTPUT,
  chunkThatFits,
  rangeNote,
  rangeOf,
} from "../../primitives/chunk_fields.ts";
import { UNTRUSTED_NOTE, untrustedText } from "../../primitives/stored_data.ts";
import { defineTool } from "../../primitives/define_tool.ts";
import { ARTIFACT_VIEW } from "../../views/built/uris.ts";

export default defineTool({
  name: "artifact.view",
  title: "View an artifact",
  description:
    "Read one of the user's artifacts with its content, as it is or as it was in a version. Long content " +
    "comes in chunks: read on at next_offset.",
  requires: ["profile"],
  effect: "reads",
  view: { uri: ARTIFACT_VIEW, invoking: "Opening the artifact", invoked: "Here it is" },
  calledByViews: true,
  input: () =>
    z.strictObject({
      id: ArtifactId,
      version: VersionNumber.meta({ description: "An older version than the latest." })
        .optional(),
      ...CHUNK_INPUT,
    }),
  output: () =>
    z.object({
      note: z.string(),
      artifact: ArtifactSummary.extend({
        content: z.string(),
      }),
      ...CHUNK_OUTPUT,
    }),
  content: ({ artifact: { id, title, description, kind, version, size, content }, ...range }) =>
    untrustedText(
      `Artifact (${kind}, version ${version}${rangeNote(range, size)}) id: ${id}`,
      content,
      { Title: title, Description: description },
    ),

  async run({ id, version, ...range }, { artifacts }) {
    const { content, offset, next_offset, ...artifact } = await artifacts.readChunk(
      id,
      rangeOf(range),
      version,
    );
    const { text, ...position } = chunkThatFits({ text: content, offset, next_offset }, (chunk) => {
      const { title, description = "" } = artifact;
      return [chunk, chunk, title, description, ...textsOf(artifact)];
    });
    return { note: UNTRUSTED_NOTE, artifact: { ...artifact, content: text }, ...position };
  },
});
