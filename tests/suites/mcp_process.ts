// Function `mcp` in a process of its own beside a running stack: one more worker, one that can be killed, or one
// that finds other things in its environment.

import { platformVariables, projectVariables } from "../local/function_environment.ts";
import { type LocalFunction, startFunction } from "../local/function_process.ts";
import { FUNCTIONS, type Stack } from "../local/stack.ts";

interface McpOptions {
  /** Origin of the Data API; default: the stack's. */
  gateway?: string;
  /** Added to the variables of every project, or replacing them. The default has no limit of calls. */
  variables?: Record<string, string>;
}

/** Starts one that takes the tokens of the stack's Clerk. */
export function startMcp(
  stack: Stack,
  { gateway = stack.origin, variables }: McpOptions = {},
): Promise<LocalFunction> {
  return startFunction({
    name: "mcp",
    folder: FUNCTIONS,
    gateway,
    environment: {
      ...platformVariables(),
      ...projectVariables(stack.clerk, stack.mcpUrl),
      SUPABASE_FUNCTION_SLUG: "mcp",
      SB_EXECUTION_ID: crypto.randomUUID(),
      MCP_CALLS_PER_MINUTE: "1000000",
      ...variables,
    },
    onLine: () => {},
  });
}
