// artifact.restore: restores an old version, or an artifact from the trash.

import * as z from "zod";
import { ArtifactId, ArtifactState, VersionNumber } from "../../artifacts/artifact.ts";
import { oneLine } from "../../primitives/stored_data.ts";
import { defineTool } from "../../primitives/define_tool.ts";

export default defineTool({
  name: "artifact.restore",
  title: "Restore an artifact",
  description:
    "Make an old version of an artifact the newest again, or, without a version, bring an artifact back " +
    "from the trash. The current state stays as a version.",
  requires: ["profile"],
  effect: "changes",
  input: () =>
    z.strictObject({
      id: ArtifactId,
      version: VersionNumber.meta({ description: "The version to go back to." }).optional(),
    }),
  output: () => z.object({ artifact: ArtifactState }),
  content: ({ artifact: { title, version, size } }) =>
    `Restored: "${oneLine(title)}" is at version ${version} (${size} bytes).`,

  async run({ id, version }, { artifacts }) {
    return { artifact: await artifacts.restore(id, version) };
  },
});
