// What `_shared/tool_list.ts` must say, from the tools themselves. Function `well-known` loads the list instead
// of the tools: a function imports nothing of another one.

import { TOOLS } from "../../supabase/functions/mcp/tools/mod.ts";

export const TOOL_LIST_FILE = new URL(
  "../../supabase/functions/_shared/tool_list.ts",
  import.meta.url,
);

/** The text of the generated module. */
export function toolListModule(): string {
  const list = TOOLS.map(({ name, requires, description }) => ({ name, requires, description }));
  return `// The tools as other functions than \`mcp\` know them. Generated: \`deno task tools:build\`.

/** One tool, without what runs it. */
export interface ListedTool {
  readonly name: string;
  readonly requires: readonly string[] | "public";
  readonly description: string;
}

export const TOOL_LIST: readonly ListedTool[] = ${JSON.stringify(list, null, 2)};
`;
}
