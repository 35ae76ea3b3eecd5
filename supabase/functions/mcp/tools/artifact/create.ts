// artifact.create: puts something an assistant made into the person's library.

import { z } from "zod";
import { ArtifactSummary, Content, Kind, Language, Tags, Title } from "../../artifacts/artifact.ts";
import { defineTool } from "../tool.ts";

export default defineTool({
  name: "artifact.create",
  title: "Save an artifact",
  description:
    "Save a new document, code file, page, drawing, diagram, table or data set to the signed-in " +
    "user's library. Use it when the user asks to save or keep something. Returns the stored " +
    "artifact without its content.",
  requires: ["profile"],
  effect: "creates",
  input: z.strictObject({
    title: Title.meta({ description: "What to call it, 1 to 200 characters." }),
    kind: Kind.meta({ description: "What the content is." }),
    content: Content.meta({ description: "The whole content, at most 1 MiB of UTF-8." }),
    language: Language.meta({ description: "For code: the language, such as typescript." })
      .optional(),
    tags: Tags.meta({ description: "At most 10 words to find it by." }).optional(),
  }),
  output: z.object({ artifact: ArtifactSummary }),
  content: ({ artifact }) =>
    `Saved "${artifact.title}" (${artifact.kind}, ${artifact.size} bytes). id: ${artifact.id}`,

  async run({ title, kind, content, language = null, tags = [] }, { artifacts }) {
    return { artifact: await artifacts.create({ title, kind, content, language, tags }) };
  },
});
