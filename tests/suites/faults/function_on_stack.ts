// Function `mcp` in a process of its own beside a running stack, so that it can be killed and started anew, or
// reach the database another way than the stack's own does.

import { platformVariables, projectVariables } from "../../local/function_environment.ts";
import { type LocalFunction, startFunction } from "../../local/function_process.ts";
import { FUNCTIONS, type Stack } from "../../local/stack.ts";

/**
 * Starts one that takes the tokens of the stack's Clerk.
 * @param gateway origin of the Data API
 */
export function startMcp(stack: Stack, gateway = stack.origin): Promise<LocalFunction> {
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
    },
    onLine: () => {},
  });
}
