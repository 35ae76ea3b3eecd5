// artifact.open: reads a shared artifact. Public.

import * as z from "zod";
import { ArtifactSummary } from "../../artifacts/artifact.ts";
import {
  CHUNK_INPUT,
  CHUNK_OUTPUT,
  chunkThatFits,
  rangeNote,
  rangeOf,
} from "../../primitives/chunk_fields.ts";
import { UNTRUSTED_NOTE, untrustedText } from "../../primitives/stored_data.ts";
import { definePublicTool } from "../../primitives/define_tool.ts";
import { ToolError } from "../../primitives/tool_error.ts";
import { ARTIFACT_VIEW } from "../../views/built/uris.ts";

export default definePublicTool({
  name: "artifact.open",
  title: "Open a shared artifact",
  description: "Read an artifact that somebody shared, by the share they gave; needs no sign-in.",
  effect: "receives",
  view: { uri: ARTIFACT_VIEW, invoking: "Opening what was shared", invoked: "Here it is" },
  calledByViews: true,
  input: () =>
    z.strictObject({
      // The schema accepts any text, so that malformed shares get the same error as expired ones.
      share: z.string().meta({ description: "The share, as it was given." }),
      ...CHUNK_INPUT,
    }),
  output: () =>
    z.object({
      note: z.string(),
      artifact: ArtifactSummary.pick({
        title: true,
        kind: true,
        language: true,
        size: true,
        version: true,
        updated_at: true,
      }).extend({ content: z.string() }),
      ...CHUNK_OUTPUT,
    }),
  content: ({ artifact, ...range }) =>
    untrustedText(
      `Shared artifact (${artifact.kind}${rangeNote(range, artifact.size)})`,
      artifact.content,
      { Title: artifact.title },
    ),

  async run({ share, ...range }, { server }) {
    const opened = await server.shared.open(share.trim(), rangeOf(range));
    if (!opened) {
      throw new ToolError(
        "This share opens nothing: it has expired, was revoked or never existed. Ask for a new one.",
      );
    }
    const { content, offset, next_offset, ...artifact } = opened;
    const { title, language } = artifact;
    const { text, ...position } = chunkThatFits({ text: content, offset, next_offset }, (chunk) => {
      return [chunk, chunk, title, title, language ?? ""];
    });
    return { note: UNTRUSTED_NOTE, artifact: { ...artifact, content: text }, ...position };
  },
});
