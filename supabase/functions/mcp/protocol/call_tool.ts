// Runs one tool and puts what comes of it into MCP's envelope. The one place that decides what an
// exception becomes on the tool floor.

import type { SignedIn, Tool } from "../tools/tool.ts";
import { ToolError } from "../tools/tool_error.ts";

/** Who asks, and how to speak of the request in the log and to the caller. */
export interface CallContext {
  /** Present when the request came with a verified token. */
  user: SignedIn | undefined;
  requestId: string;
  /** Receives what must not be told to a client. */
  report(error: unknown): void;
}

/** A `tools/call` result (MCP 2025-11-25, server/tools). */
export interface CallToolResult {
  [key: string]: unknown;
  content: { type: "text"; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: true;
  _meta?: Record<string, unknown>;
}

/** Never throws: what a tool refuses and what breaks both become results with `isError`. */
export async function callTool(
  tool: Tool,
  input: unknown,
  context: CallContext,
): Promise<CallToolResult> {
  try {
    const { structured, text } = await tool.call(input, context.user);
    return { content: [{ type: "text", text }], structuredContent: structured };
  } catch (error) {
    if (error instanceof ToolError) return errorResult(error.message);
    context.report(error);
    // Neutral: an unknown exception's message may hold rows, statements or addresses.
    return errorResult(
      "Something went wrong on the server, and it is not known whether the call took effect. " +
        `Try again in a moment. (request ${context.requestId})`,
    );
  }
}

/** A result that tells the model what went wrong. */
export function errorResult(text: string): CallToolResult {
  return { isError: true, content: [{ type: "text", text }] };
}
