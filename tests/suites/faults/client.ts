// Calls tools over HTTP, in either revision of MCP, and tells what came back in one of three words.

import { call } from "../../mcp/in_process.ts";
import { modern } from "../../mcp/modern_request.ts";

export interface Answer {
  /** What the client is told: done, refused by the tool with a sentence, or no answer that could be read. */
  outcome: "done" | "told" | "none";
  status?: number;
  text: string;
  ms: number;
  // deno-lint-ignore no-explicit-any -- tests know what each tool answers
  structured?: any;
}

const PATIENCE_MS = 20_000;
let turn = 0;

/** Never throws: a broken connection is an answer, too. */
export async function callTool(
  url: string,
  token: string,
  name: string,
  args: Record<string, unknown>,
): Promise<Answer> {
  const { message, headers } = turn++ % 2
    ? { message: call(name, args), headers: {} }
    : modern("tools/call", { name, arguments: args });
  const started = performance.now();
  const ms = () => performance.now() - started;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    const { status } = response;
    const result = status === 200 ? JSON.parse(text).result : undefined;
    if (!result) return { outcome: "none", status, text, ms: ms() };
    if (result.isError) {
      return { outcome: "told", status, text: result.content[0].text, ms: ms() };
    }
    return { outcome: "done", status, text, ms: ms(), structured: result.structuredContent };
  } catch (error) {
    return { outcome: "none", text: String(error), ms: ms() };
  }
}
