// Receives tool results from the host. If the host dropped a result's data, the view calls a read-only tool to get the
// data again.

import { createArrivals } from "./arrivals.ts";
import { NO_DATA, Problem, problemOf, problemOfView } from "./problem.ts";
import { canonicalName, type ReadingTool } from "./tool_name.ts";
import { type Data, dataOf, summaryOf, type ToolResult } from "./tool_result.ts";

/** A tool result that reached the view without data, and its tool call. */
export interface DroppedResult {
  /** The canonical name of the called tool; `undefined` if the host did not send the name. */
  tool: string | undefined;
  input: Data;
  /** The first text of the result. The server writes this text; stored text comes in later blocks. */
  summary: string;
}

/** A read-only tool call that returns the data again. */
export interface RecoveryCall {
  name: ReadingTool;
  input: Data;
}

export interface Receiver {
  /** @param input the arguments of the tool call; empty if the host did not send them */
  result(structured: Data, input: Data): void;
  /** @returns the tool call that reads the data again; `undefined` if the view cannot choose one */
  recoveryCall(lost: DroppedResult): RecoveryCall | undefined;
  /** Called when a result cannot be shown. @param problem the reason, for the user */
  problem(problem: Problem): void;
}

/**
 * @param call calls a tool of the server
 * @param listed returns the host's name for the tool whose result is shown, if the host sent the name
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
 * @returns the data of the result; `undefined` if the host dropped the data
 * @throws {Problem} if the result is an error
 */
export function succeeded(result: ToolResult): Data | undefined {
  if (result.isError) throw problemOf(result);
  return dataOf(result);
}
