// Pairs a result with the arguments of its call. The specification sends the arguments first; some hosts
// send them later, or never.

import type { Data, ToolResult } from "./tool_result.ts";

/** Milliseconds for which a result waits for its arguments. */
const PATIENCE_MS = 1_000;

export interface Arrivals {
  input(given: Data): void;
  result(given: ToolResult): void;
}

/**
 * @param show gets a result, and its arguments if they are known by then; gets both again when the arguments
 * come later
 */
export function createArrivals(
  show: (result: ToolResult, input: Data | undefined) => void,
  patience = PATIENCE_MS,
): Arrivals {
  let input: Data | undefined;
  let waiting: ToolResult | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function pass(): void {
    clearTimeout(timer);
    if (!waiting) return;
    const result = waiting;
    if (input) waiting = undefined;
    show(result, input);
  }

  return {
    input(given) {
      input = given;
      pass();
    },
    result(given) {
      waiting = given;
      if (input) return pass();
      clearTimeout(timer);
      timer = setTimeout(pass, patience);
    },
  };
}
