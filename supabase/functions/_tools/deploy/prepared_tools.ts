// Writes the list of tools into a bundle, which then lists them without loading their code.

import { NOT_PREPARED } from "../../mcp/primitives/prepared_tools.ts";
import { TOOLS } from "../../mcp/tools/mod.ts";

const PLACE = `'${NOT_PREPARED}'`;

/** @returns the text of a bundled file, with the tools in their place */
export function withPreparedTools(text: string): string {
  const quoted = JSON.stringify({ tools: TOOLS }).replaceAll(/['\\]/g, "\\$&");
  return text.replaceAll(PLACE, () => `'${quoted}'`);
}
