// The page whose URL the metadata names as `resource_documentation`. It describes this server to people.

import { RESOURCE_NAME } from "../_shared/protected_resource.ts";
import type { ListedTool } from "../_shared/tool_list.ts";
import { type NameStyle, spellings } from "../_shared/tool_names.ts";

/**
 * @param resource the URL to enter in a client
 * @returns Markdown, readable as plain text (the platform serves no HTML without a custom domain)
 */
export function documentation(
  resource: string,
  tools: readonly ListedTool[],
  style: NameStyle,
): string {
  const spell = spellings(tools.map(({ name }) => name))[style];
  const lines = tools.map(({ name, description, requires }) => {
    const access = requires === "public" ? "no sign-in" : `sign-in, scope ${requires.join(" ")}`;
    return spell(`- ${name} (${access}): ${description}`);
  });
  return [
    `# ${RESOURCE_NAME}`,
    "",
    "A personal library for what assistants make: documents, code, pages, drawings, data.",
    "It is an MCP server. Add this URL to ChatGPT, Claude or another MCP client:",
    "",
    `    ${resource}`,
    "",
    "Your client offers sign-in when it is needed; users see only their own artifacts.",
    "",
    "If the address of this page ends in # and an id, it is the link to one artifact. Only its owner can",
    "read the artifact: ask your assistant to show you the artifact with that id.",
    "",
    "## Tools",
    "",
    ...lines,
    "",
  ].join("\n");
}
