// What a tool said, when all it said is words.

import assert from "node:assert/strict";
import type { Content } from "../../../supabase/functions/mcp/tools/content.ts";

/** @throws AssertionError unless the content is one text block */
export function textOf(content: readonly Content[]): string {
  const [block] = content;
  if (content.length !== 1 || block?.type !== "text") assert.fail(JSON.stringify(content));
  return block.text;
}
