// Runs one tool, and turns its output or its exception into a `tools/call` result.

import { InputRequired, InvalidState } from "../../primitives/client_input.ts";
import type { Content } from "../../primitives/content.ts";
import { isReadOnly } from "../../primitives/effect.ts";
import type { Tool } from "../../primitives/tool.ts";
import { ToolError } from "../../primitives/tool_error.ts";
import type { HandlerContext } from "../call_context.ts";

/** A `tools/call` result (MCP, server/tools). */
interface CallToolResult {
  [key: string]: unknown;
  content: Content[];
  structuredContent?: Record<string, unknown>;
  isError?: true;
  _meta?: Record<string, unknown>;
}

/**
 * Calls the tool. Tool errors and unexpected exceptions become results with `isError`.
 * @throws {InputRequired | InvalidState} if the tool throws it
 */
export async function callTool(
  tool: Tool,
  input: unknown,
  context: HandlerContext,
): Promise<CallToolResult> {
  try {
    const { structured, content } = await tool.call(input, context);
    return { content, structuredContent: structured };
  } catch (error) {
    if (error instanceof InputRequired || error instanceof InvalidState) throw error;
    if (error instanceof ToolError) return errorResult(context.spell(error.message));
    context.logError(error);
    // The text is neutral, because the message of an unknown exception may contain rows, SQL or addresses.
    const outcome = isReadOnly(tool.effect)
      ? "nothing was changed"
      : "it is not known whether the call took effect";
    return errorResult(
      `Something went wrong on the server, and ${outcome}. Try again in a moment. ` +
        `(request ${context.requestId})`,
    );
  }
}

/** A result that reports an error to the model. */
export function errorResult(text: string): CallToolResult {
  return { isError: true, content: [{ type: "text", text }] };
}
