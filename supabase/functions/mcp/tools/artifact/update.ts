// artifact.update: changes what is saved; what it was before stays as a version.

import { z } from "zod";
import {
  ArtifactId,
  ArtifactState,
  Content,
  Find,
  NewLanguage,
  Tags,
  Title,
  VersionNumber,
} from "../../artifacts/artifact.ts";
import { inLine } from "../stored_data.ts";
import { defineTool } from "../tool.ts";
import { ToolError } from "../tool_error.ts";
import { ARTIFACT_VIEW } from "../../views/built/uris.ts";

const MAX_EDITS = 50;
/** Of all find texts together. */
const MAX_FIND_CHARACTERS = 20_000;

export default defineTool({
  name: "artifact.update",
  title: "Change an artifact",
  description:
    "Change a saved artifact: content, title, tags or language; all or nothing. Prefer edits where little " +
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
      content: Content.meta({ description: "The whole new content, instead of edits." }).optional(),
      edits: z.array(z.strictObject({ find: Find, replace: Content })).min(1).max(MAX_EDITS)
        .meta({
          description: "Each find text must be there exactly once; applied one after the other.",
        }).optional(),
      tags: Tags.meta({ description: "All the new tags." }).optional(),
      language: NewLanguage.meta({ description: "The new language; an empty text removes it." })
        .optional(),
    }),
  output: () => z.object({ artifact: ArtifactState }),
  content: ({ artifact: { title, version, size } }) =>
    `"${inLine(title)}" is at version ${version} (${size} bytes).`,

  async run({ id, expected_version, ...changes }, { artifacts }) {
    if (Object.values(changes).every((value) => value === undefined)) {
      throw new ToolError("Nothing to change: give title, content, edits, tags or language.");
    }
    if (changes.content !== undefined && changes.edits) {
      throw new ToolError("Give either content or edits, not both. Nothing was changed.");
    }
    const find = (changes.edits ?? []).reduce((sum, edit) => sum + edit.find.length, 0);
    if (find > MAX_FIND_CHARACTERS) {
      throw new ToolError(
        `The find texts may have ${MAX_FIND_CHARACTERS} characters together: shorter ones do, as long as ` +
          "each is in one place only. Nothing was changed.",
      );
    }
    return { artifact: await artifacts.update(id, expected_version, changes) };
  },
});
