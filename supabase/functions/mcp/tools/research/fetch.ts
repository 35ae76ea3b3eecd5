// fetch: reads one artifact for ChatGPT's deep research and company knowledge, in OpenAI's format.

import * as z from "zod";
import { ArtifactId } from "../../artifacts/artifact.ts";
import { chunkThatFits, DEFAULT_CHUNK_BYTES } from "../../primitives/chunk_fields.ts";
import { oneLine, UNTRUSTED_NOTE } from "../../primitives/stored_data.ts";
import { defineTool } from "../../primitives/define_tool.ts";

export default defineTool({
  name: "fetch",
  title: "Fetch a search result",
  description:
    "Read what search found, with a URL to cite. Long content is cut; artifact.view reads on at " +
    "next_offset.",
  requires: ["profile"],
  effect: "reads",
  input: () =>
    z.strictObject({ id: ArtifactId.meta({ description: "The id of a search result." }) }),
  output: () =>
    z.object({
      id: z.string(),
      title: z.string(),
      text: z.string(),
      url: z.string(),
      metadata: z.record(z.string(), z.string()),
    }),
  content: "json",

  async run(input, { artifacts }, { server }) {
    const range = { offset: 0, limit: DEFAULT_CHUNK_BYTES };
    const { content, ...found } = await artifacts.readChunk(input.id, range);
    const { id, title, kind, language, tags, size, version, updated_at } = found;
    // The tool result contains each text twice: in the structured data and in a block of JSON. Both copies count.
    const { text, next_offset } = chunkThatFits({ ...found, text: content }, (chunk) => {
      const texts = [chunk, title, language ?? "", ...tags];
      return [...texts, JSON.stringify(texts)];
    });
    const metadata = {
      note: UNTRUSTED_NOTE,
      kind,
      ...(language !== null && { language }),
      ...(tags.length > 0 && { tags: tags.join(", ") }),
      size: `${size}`,
      version: `${version}`,
      updated_at,
      ...(next_offset !== undefined && { next_offset: `${next_offset}` }),
    };
    return { id, title: oneLine(title), text, url: server.artifactUrl(id), metadata };
  },
});
