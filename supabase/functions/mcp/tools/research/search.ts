// search: finds artifacts for ChatGPT's deep research and company knowledge, in OpenAI's format.

import * as z from "zod";
import { Query } from "../../artifacts/artifact.ts";
import { StoreRejectedError } from "../../artifacts/refusal.ts";
import { firstThatFit } from "../../primitives/result_size.ts";
import { defineTool } from "../../primitives/define_tool.ts";
import { oneLine } from "../../primitives/stored_data.ts";

const RESULTS = 20;

/** Size that one search result adds, in the structured data and the block of JSON together. Excludes title and URL. */
const FIXED = { characters: 200, tokens: 150 };

function textsOf({ title, url }: { title: string; url: string }): string[] {
  return [title, JSON.stringify(title), url, url];
}

export default defineTool({
  name: "search",
  title: "Search the library",
  description:
    "Search the user's artifacts for research: ids, titles and URLs to cite, best match first. Read a " +
    "result with fetch. For filters or excerpts use artifact.list.",
  requires: ["profile"],
  effect: "reads",
  input: () =>
    z.strictObject({
      query: Query.meta({ description: "What to look for, in words." }),
    }),
  output: () =>
    z.object({
      results: z.array(z.object({ id: z.string(), title: z.string(), url: z.string() })),
    }),
  // OpenAI's clients expect exactly one content block, with the output as JSON.
  content: "json",

  async run({ query }, { artifacts }, { server }) {
    const { artifacts: found } = await artifacts.search({ query, limit: RESULTS, skip: 0 })
      .catch((error) => {
        // ChatGPT's research continues after an empty result, and stops after an error.
        if (error instanceof StoreRejectedError && error.why.refusal === "empty_query") {
          return { artifacts: [] };
        }
        throw error;
      });
    const results = found.map(({ id, title }) => {
      return { id, title: oneLine(title), url: server.artifactUrl(id) };
    });
    return { results: firstThatFit(results, textsOf, FIXED) };
  },
});
