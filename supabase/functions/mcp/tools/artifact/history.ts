// artifact.history: lists the versions of an artifact.

import * as z from "zod";
import { ArtifactId, ArtifactSummary, Time } from "../../artifacts/artifact.ts";
import { cursorOf, encodeCursor, HistoryCursor } from "../../artifacts/cursor.ts";
import { firstThatFit } from "../../primitives/result_size.ts";
import { oneLine } from "../../primitives/stored_data.ts";
import { defineTool } from "../../primitives/define_tool.ts";

const PAGE = 50;
/** Size that one version adds to the result, in the structured data and the text together. Excludes the title. */
const FIXED = { characters: 200, tokens: 110 };

export default defineTool({
  name: "artifact.history",
  title: "List versions",
  description:
    "List the versions of a saved artifact, newest first. Read one with artifact.view, go back to one " +
    "with artifact.restore.",
  requires: ["profile"],
  effect: "reads",
  calledByViews: true,
  input: () =>
    z.strictObject({
      id: ArtifactId,
      cursor: cursorOf(HistoryCursor)
        .meta({ description: "The last next_cursor." }).optional(),
    }),
  output: () =>
    z.object({
      versions: z.array(
        ArtifactSummary.pick({ version: true, title: true, size: true })
          .extend({ created_at: Time }),
      ),
      next_cursor: z.string().optional(),
    }),
  content: ({ versions, next_cursor }) =>
    [
      ...versions.map(({ version, title, size, created_at }) =>
        `- version ${version}: ${oneLine(title)} (${size} bytes, ${created_at})`
      ),
      ...(next_cursor ? [`More: call again with cursor ${next_cursor}`] : []),
    ].join("\n"),

  async run({ id, cursor }, { artifacts }) {
    const { versions, next } = await artifacts.history(id, { limit: PAGE, ...cursor });
    const shown = firstThatFit(versions, ({ title }) => [title, title], FIXED);
    const before = shown.length < versions.length ? shown.at(-1)?.version : next;
    return { versions: shown, ...(before && { next_cursor: encodeCursor({ before }) }) };
  },
});
