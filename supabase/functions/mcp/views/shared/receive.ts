// Receives tool results from the host. If the host dropped the data, the view reads it again with a read-only
// tool.

import { createArrivals } from "./arrivals.ts";
import { NO_DATA, Problem, problemOf, problemOfView } from "./problem.ts";
import { canonicalName, type ReadingTool } from "./tool_name.ts";
import { type Data, dataOf, summaryOf, type ToolResult } from "./tool_result.ts";

/** A tool call whose result reached the view without data, because the host dropped the data. */
export interface DroppedResult {
  /** The tool's canonical name; hosts may leave it out. */
  tool: string | undefined;
  input: Data;
  /** The text block that the server wrote about the result. */
  summary: string;
}

/** A read-only call that returns the data again. */
export interface RecoveryCall {
  name: ReadingTool;
  input: Data;
}

export interface Receiver {
  /** @param input the arguments of the call, if the host sent them */
  result(structured: Data, input: Data): void;
  /** @returns the call that reads the dropped data; `undefined` = no call can be chosen */
  recoveryCall(lost: DroppedResult): RecoveryCall | undefined;
  /** @param problem the reason why there is nothing to show */
  problem(problem: Problem): void;
}

/**
 * @param call calls a tool of the server
 * @param listed returns the host's name for the tool whose result is shown
 */
export function receive(
  { result: show, recoveryCall, problem }: Receiver,
  call: (name: ReadingTool, input: Data) => Promise<Data>,
  listed: () => string | undefined,
) {
  let newest: ToolResult | undefined;

  async function readAgain(result: ToolResult, input: Data): Promise<Data> {
    const dropped = {
      tool: canonicalName(listed()),
      input,
      summary: summaryOf(result),
    };
    const recovery = recoveryCall(dropped);
    if (!recovery) throw new Problem(NO_DATA);
    return await call(recovery.name, recovery.input);
  }

  async function showResult(result: ToolResult, input: Data = {}): Promise<void> {
    newest = result;
    try {
      const data = succeeded(result) ?? await readAgain(result, input);
      if (newest === result) show(data, input);
    } catch (error) {
      if (newest === result) problem(problemOfView(error));
    }
  }

  return createArrivals((result, input) => void showResult(result, input));
}

/**
 * @returns the data; `undefined` = the host dropped it
 * @throws {Problem} if the result is an error
 */
export function succeeded(result: ToolResult): Data | undefined {
  if (result.isError) throw problemOf(result);
  return dataOf(result);
}
