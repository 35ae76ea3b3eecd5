// artifact.unshare: revokes all shares of one artifact.

import * as z from "zod";
import { ArtifactId } from "../../artifacts/artifact.ts";
import { defineTool } from "../../primitives/define_tool.ts";

export default defineTool({
  name: "artifact.unshare",
  title: "Stop sharing an artifact",
  description: "Revoke all shares of an artifact: then no share opens it.",
  requires: ["profile"],
  effect: "changes",
  input: () => z.strictObject({ id: ArtifactId }),
  output: () => z.object({ revoked: z.int() }),
  content: ({ revoked }) =>
    revoked === 0
      ? "The artifact had no shares."
      : `Shares revoked: ${revoked}. No one can open the artifact with them any more.`,

  async run({ id }, { artifacts }) {
    return { revoked: await artifacts.unshare(id) };
  },
});
