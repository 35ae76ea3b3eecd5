// fetch: reads one artifact for ChatGPT's deep research and company knowledge, in OpenAI's shape.

import { z } from "zod";
import { ArtifactId } from "../../artifacts/artifact.ts";
import { pieceOf } from "../../artifacts/piece.ts";
import { MAX_PIECE_BYTES } from "../piece_fields.ts";
import { NOTE } from "../stored_data.ts";
import { defineTool } from "../tool.ts";

export default defineTool({
  name: "fetch",
  title: "Fetch a search result",
  description:
    "Read what search found, with a URL to cite. Over 256 KiB it is cut; artifact.view reads on.",
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
  content: (output) => JSON.stringify(output),

  async run({ id: asked }, { artifacts }, { site }) {
    const { id, title, content, kind, language, tags, size, version, updated_at } = await artifacts
      .read(asked);
    const { text, next_offset } = pieceOf(content, 0, MAX_PIECE_BYTES);
    const metadata = {
      note: NOTE,
      kind,
      ...(language !== null && { language }),
      ...(tags.length > 0 && { tags: tags.join(", ") }),
      size: `${size}`,
      version: `${version}`,
      updated_at,
      ...(next_offset !== undefined && { next_offset: `${next_offset}` }),
    };
    return { id, title, text, url: site.urlOf(id), metadata };
  },
});
