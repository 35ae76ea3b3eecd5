// artifact.share: creates a share, which grants its holders read access to one artifact.

import * as z from "zod";
import { ArtifactId, Time } from "../../artifacts/artifact.ts";
import { defineTool } from "../../primitives/define_tool.ts";

const DEFAULT_DAYS = 30;
const MAX_DAYS = 365;

export default defineTool({
  name: "artifact.share",
  title: "Share an artifact",
  description:
    "Make a secret share of an artifact: whoever has it can read the artifact with artifact.open, " +
    "without signing in. Only when the user asks to share.",
  requires: ["profile"],
  effect: "publishes",
  input: () =>
    z.strictObject({
      id: ArtifactId,
      expires_in_days: z.int().min(1).max(MAX_DAYS).default(DEFAULT_DAYS)
        .meta({ description: "How long it lasts, 365 at most." }),
    }),
  output: () => z.object({ share: z.string(), expires_at: Time }),
  content: ({ share, expires_at }, spell) =>
    `Share: ${share} (valid until ${expires_at}). ` +
    spell(
      "Anyone with this share can read the artifact with artifact.open. Keep the share: it is shown only once.",
    ),

  run: ({ id, expires_in_days }, { artifacts }) => artifacts.share(id, expires_in_days),
});
