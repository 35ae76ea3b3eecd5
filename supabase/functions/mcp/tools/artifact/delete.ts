// artifact.delete: moves an artifact to the trash, or deletes it permanently from there.

import * as z from "zod";
import { ArtifactId } from "../../artifacts/artifact.ts";
import { defineTool } from "../../primitives/define_tool.ts";

export default defineTool({
  name: "artifact.delete",
  title: "Delete an artifact",
  description:
    "Move an artifact to the trash; for 30 days artifact.restore brings it back. With forever, remove one " +
    "that is in the trash already: only when the user asks for that.",
  requires: ["profile"],
  effect: "deletes",
  input: () =>
    z.strictObject({
      id: ArtifactId,
      forever: z.boolean().default(false)
        .meta({ description: "Remove for ever what is in the trash; cannot be undone." }),
    }),
  output: () => z.object({ deleted: z.enum(["to_trash", "forever"]) }),
  content: ({ deleted }, spell) =>
    deleted === "forever"
      ? "Removed for ever, with all versions."
      : spell("Moved to the trash. artifact.restore brings it back within 30 days."),

  async run({ id, forever }, { artifacts }) {
    if (forever) {
      await artifacts.destroy(id);
      return { deleted: "forever" as const };
    }
    await artifacts.trash(id);
    return { deleted: "to_trash" as const };
  },
});
