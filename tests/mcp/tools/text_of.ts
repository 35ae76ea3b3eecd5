// What a tool said, when all it said is words.

import assert from "node:assert/strict";
import type { Content } from "../../../supabase/functions/mcp/primitives/content.ts";

/** @throws AssertionError unless the content is one text block */
export function textOf(content: readonly Content[]): string {
  const [text, ...more] = textsOf(content);
  if (text === undefined || more.length > 0) assert.fail(JSON.stringify(content));
  return text;
}

/** The text of each block. @throws AssertionError when there is another kind of block */
export function textsOf(content: readonly Content[]): string[] {
  return content.map((block) => block.type === "text" ? block.text : assert.fail(block.type));
}
