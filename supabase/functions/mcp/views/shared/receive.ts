// Receives the result of a call from the host. A host that drops the data makes the view read it again,
// with a tool that reads.

import { createArrivals } from "./arrivals.ts";
import { NO_DATA, Problem, problemOf, problemOfView } from "./problem.ts";
import { canonicalName, type ReadingTool } from "./tool_name.ts";
import { type Data, dataOf, sentenceOf, type ToolResult } from "./tool_result.ts";

/** What a host passed on of a call whose data it dropped. */
export interface Lost {
  /** The tool's canonical name; hosts may leave it out. */
  tool: string | undefined;
  input: Data;
  /** The result in the server's words. */
  sentence: string;
}

/** A call that gives the data again, and changes nothing. */
export interface Reading {
  name: ReadingTool;
  input: Data;
}

export interface Receiver {
  /** @param input the arguments of the call, as far as the host sent them */
  result(structured: Data, input: Data): void;
  /** @returns how to read what the host dropped; `undefined` = there is no telling what it was */
  reading(lost: Lost): Reading | undefined;
  /** @param problem why there is nothing to show */
  problem(problem: Problem): void;
}

/**
 * @param call calls a tool of the server
 * @param listed the name under which the host lists the tool whose result it shows
 */
export function receive(
  { result: show, reading, problem }: Receiver,
  call: (name: ReadingTool, input: Data) => Promise<Data>,
  listed: () => string | undefined,
) {
  let newest: ToolResult | undefined;

  async function readAgain(result: ToolResult, input: Data): Promise<Data> {
    const lost = {
      tool: canonicalName(listed()),
      input,
      sentence: sentenceOf(result),
    };
    const again = reading(lost);
    if (!again) throw new Problem(NO_DATA);
    return await call(again.name, again.input);
  }

  async function pass(result: ToolResult, input: Data = {}): Promise<void> {
    newest = result;
    try {
      const data = succeeded(result) ?? await readAgain(result, input);
      if (newest === result) show(data, input);
    } catch (error) {
      if (newest === result) problem(problemOfView(error));
    }
  }

  return createArrivals((result, input) => void pass(result, input));
}

/**
 * @returns `undefined` when the host dropped the data
 * @throws {Problem} when the result is an error
 */
export function succeeded(result: ToolResult): Data | undefined {
  if (result.isError) throw problemOf(result);
  return dataOf(result);
}
