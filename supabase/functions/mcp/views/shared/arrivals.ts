// Pairs a tool result with the arguments of its tool call. Hosts send both in separate messages. By the MCP Apps
// specification, the arguments arrive first. Some hosts send the arguments later or never.

import type { Data, ToolResult } from "./tool_result.ts";

/** Time for which a result waits for its arguments. */
const WAIT_FOR_INPUT_MS = 1_000;

interface Arrivals {
  input(given: Data): void;
  result(given: ToolResult): void;
}

/**
 * @param show called with a result, and with its arguments if they have arrived. Called again with the same result and
 * its arguments if these arrive later
 * @param patience milliseconds to wait for the arguments
 */
export function createArrivals(
  show: (result: ToolResult, input: Data | undefined) => void,
  patience = WAIT_FOR_INPUT_MS,
): Arrivals {
  let input: Data | undefined;
  let waiting: ToolResult | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function showWaiting(): void {
    clearTimeout(timer);
    if (!waiting) return;
    const result = waiting;
    if (input) waiting = undefined;
    show(result, input);
  }

  return {
    input(given) {
      input = given;
      showWaiting();
    },
    result(given) {
      waiting = given;
      if (input) return showWaiting();
      clearTimeout(timer);
      timer = setTimeout(showWaiting, patience);
    },
  };
}
