// Calls tools through a host under the name that the host forwards: dotted or underscored.

import { formsOf, isUnknownTool, type ReadingTool } from "./tool_name.ts";
import { type Data, summaryOf, type ToolResult } from "./tool_result.ts";

/** Sends one `tools/call`. */
export type SendCall = (
  params: { name: string; arguments: Data },
) => Promise<ToolResult>;

/** Calls a tool by its canonical name. */
type CallTool = (name: ReadingTool, input: Data) => Promise<ToolResult>;

/** @param listed returns a tool name from the host, if it has one */
export function createToolCaller(
  send: SendCall,
  listed: () => string | undefined,
): CallTool {
  let forwarded: string | undefined;

  return async (name, input) => {
    const [first, second] = formsOf(name, forwarded ?? listed());
    const result = await unlessUnknown(send({ name: first, arguments: input }));
    if (result) {
      forwarded = first;
      return result;
    }
    const other = await send({ name: second, arguments: input });
    if (!other.isError) forwarded = second;
    return other;
  };
}

/** @returns `undefined` if the name is unknown, by a tool error or a protocol error */
async function unlessUnknown(
  sent: Promise<ToolResult>,
): Promise<ToolResult | undefined> {
  try {
    const result = await sent;
    return result.isError && isUnknownTool(summaryOf(result)) ? undefined : result;
  } catch (error) {
    if (isUnknownTool(error instanceof Error ? error.message : String(error))) {
      return undefined;
    }
    throw error;
  }
}
