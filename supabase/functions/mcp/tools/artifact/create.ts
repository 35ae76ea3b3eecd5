// artifact.create: saves an artifact to the user's library.

import * as z from "zod";
import {
  ArtifactSummary,
  Content,
  Description,
  IdempotencyKey,
  Kind,
  Language,
  Tags,
  Title,
} from "../../artifacts/artifact.ts";
import { oneLine } from "../../primitives/stored_data.ts";
import { defineTool } from "../../primitives/define_tool.ts";
import { ARTIFACT_VIEW } from "../../views/built/uris.ts";

export default defineTool({
  name: "artifact.create",
  title: "Save an artifact",
  description:
    "Save a new document, code file, page, drawing, diagram, table or data set to the user's library. " +
    "Use it when the user asks to save or keep something; for changes use artifact.update.",
  requires: ["profile"],
  effect: "creates",
  view: { uri: ARTIFACT_VIEW, invoking: "Saving the artifact", invoked: "Saved" },
  input: () =>
    z.strictObject({
      title: Title.meta({ description: "What to call it." }),
      kind: Kind.meta({ description: "What the content is." }),
      content: Content.meta({ description: "The whole content, up to 1 MiB." }),
      language: Language.meta({ description: "Of code, such as typescript." })
        .optional(),
      tags: Tags.meta({ description: "Words to find it by." }).optional(),
      description: Description.meta({ description: "What it is about, in a sentence." })
        .optional(),
      idempotency_key: IdempotencyKey.meta({
        description: "Any text: a second call with it within 24 hours saves nothing new.",
      }).optional(),
    }),
  output: () =>
    z.object({
      artifact: ArtifactSummary,
      // `no`: this call saved the artifact. `same`, `other`: an earlier call with the key did, with equal or other
      // fields.
      replayed: z.enum(["no", "same", "other"]),
    }),
  content: ({ artifact: { title, kind, size, id, deleted_at }, replayed }, spell) => {
    const what = `"${oneLine(title)}" (${kind}, ${size} bytes). id: ${id}`;
    if (replayed === "no") return `Saved ${what}`;
    const trashed = deleted_at === undefined ? "" : ". It is in the trash now";
    return `Nothing new was saved: an earlier call with this idempotency_key saved ${what}${trashed}` +
      (replayed === "same" ? "" : ". The fields of this call differ from the saved ones: " +
        spell("use artifact.update to change the artifact, or another key to save both."));
  },

  run: ({ idempotency_key, ...draft }, { artifacts }) => artifacts.create(draft, idempotency_key),
});
