// Calls tools in either revision of MCP, and tells what came back in one of three words.

import { type Answer, ask, REVISIONS, tool } from "../ask.ts";

export interface ToolOutcome extends Partial<Answer> {
  /** The client's view: done, refused by the tool with a sentence, or no readable answer. */
  outcome: "done" | "refused" | "none";
  text: string;
  ms: number;
  // deno-lint-ignore no-explicit-any -- tests know what each tool answers
  structured?: any;
}

let turn = 0;

/** Never throws: a broken connection is an answer, too. */
export async function callTool(
  url: string,
  token: string,
  name: string,
  args: Record<string, unknown>,
): Promise<ToolOutcome> {
  const started = performance.now();
  try {
    const answer = await ask(url, token, tool(name, args), REVISIONS[turn++ % 2]);
    const result = answer.status === 200 ? JSON.parse(answer.text).result : undefined;
    if (!result) return { ...answer, outcome: "none" };
    if (result.isError) return { ...answer, outcome: "refused", text: result.content[0].text };
    return { ...answer, outcome: "done", structured: result.structuredContent };
  } catch (error) {
    return { outcome: "none", text: String(error), ms: performance.now() - started };
  }
}
