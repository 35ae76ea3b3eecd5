// artifact.update: changes an artifact; the previous state stays as a version.

import * as z from "zod";
import {
  ArtifactId,
  ArtifactState,
  Content,
  Description,
  Find,
  Language,
  Tags,
  Title,
  VersionNumber,
} from "../../artifacts/artifact.ts";
import { oneLine } from "../../primitives/stored_data.ts";
import { defineTool } from "../../primitives/define_tool.ts";
import { ToolError } from "../../primitives/tool_error.ts";
import { ARTIFACT_VIEW } from "../../views/built/uris.ts";

const MAX_EDITS = 50;
/** The value that removes a field. An empty text keeps the field, because many clients send it for absent arguments. */
const NONE = "none";

export default defineTool({
  name: "artifact.update",
  title: "Change an artifact",
  description:
    "Change a saved artifact: content, title, tags, language or description; all or nothing. Prefer edits where little " +
    "changes. Every change makes a new version and keeps the old one.",
  requires: ["profile"],
  effect: "changes",
  view: { uri: ARTIFACT_VIEW, invoking: "Changing the artifact", invoked: "Changed" },
  input: () =>
    z.strictObject({
      id: ArtifactId,
      expected_version: VersionNumber
        .meta({ description: "The version you know; nothing changes if it is not the latest." }),
      title: Title.meta({ description: "The new title." }).optional(),
      content: Content.meta({
        description: "The whole new content, instead of edits; an empty text counts as not given.",
      }).optional(),
      edits: z.array(z.strictObject({ find: Find, replace: Content })).min(1).max(MAX_EDITS)
        .meta({
          description: "Each find text must be there exactly once; applied one after the other.",
        }).optional(),
      tags: Tags.meta({ description: "All the new tags." }).optional(),
      language: Language.meta({ description: `The new language; "${NONE}" removes it.` })
        .optional(),
      description: Description.meta({ description: `The new description; "${NONE}" removes it.` })
        .optional(),
    }),
  output: () => z.object({ artifact: ArtifactState }),
  content: ({ artifact: { id, title, version, size } }) =>
    `"${oneLine(title)}" is at version ${version} (${size} bytes). id: ${id}`,

  async run({ id, expected_version, ...changes }, { artifacts }) {
    if (Object.values(changes).every((value) => value === undefined)) {
      throw new ToolError(
        "Nothing to change: give title, content, edits, tags, language or description. Empty texts count as not given.",
      );
    }
    if (changes.content !== undefined && changes.edits) {
      throw new ToolError("Give either content or edits, not both. Nothing was changed.");
    }
    const language = changes.language === NONE ? "" : changes.language;
    const description = changes.description === NONE ? "" : changes.description;
    const given = { ...changes, language, description };
    return { artifact: await artifacts.update(id, expected_version, given) };
  },
});
