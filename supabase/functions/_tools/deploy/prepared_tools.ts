// Writes the list of tools into a bundle, so that `tools/list` needs no tool's code.

import { NOT_PREPARED } from "../../mcp/primitives/prepared_tools.ts";
import { TOOLS } from "../../mcp/tools/mod.ts";

const PLACE = `'${NOT_PREPARED}'`;

/**
 * @param text of a bundled file
 * @returns the text with the list of tools instead of the placeholder
 */
export function withPreparedTools(text: string): string {
  const quoted = JSON.stringify({ tools: TOOLS }).replaceAll(/['\\]/g, "\\$&");
  return text.replaceAll(PLACE, () => `'${quoted}'`);
}
