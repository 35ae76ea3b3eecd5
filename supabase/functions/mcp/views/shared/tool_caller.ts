// Calls tools through the host. Some hosts accept the name `artifact.view`, others `artifact_view`. If the host does
// not know the first form, the call is sent again with the second form.

import { formsOf, isUnknownTool, type ReadingTool } from "./tool_name.ts";
import { type Data, summaryOf, type ToolResult } from "./tool_result.ts";

/** Sends one `tools/call`. */
export type SendCall = (
  params: { name: string; arguments: Data },
) => Promise<ToolResult>;

/** Calls a tool by its canonical name. */
type CallTool = (name: ReadingTool, input: Data) => Promise<ToolResult>;

/** @param listed returns the name of any tool as the host spells it; `undefined` if the host sent no name */
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

/** @returns the result; `undefined` if the host or the server responds that the tool's name is unknown */
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
