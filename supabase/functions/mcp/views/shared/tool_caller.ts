// Calls tools through a host. Some hosts forward `artifact.view`, others `artifact_view`: an unknown name is tried
// in its other form.

import { formsOf, isUnknownTool, type ReadingTool } from "./tool_name.ts";
import { type Data, summaryOf, type ToolResult } from "./tool_result.ts";

/** Sends one `tools/call`. */
export type SendCall = (
  params: { name: string; arguments: Data },
) => Promise<ToolResult>;

/** Calls a tool by its canonical name. */
type CallTool = (name: ReadingTool, input: Data) => Promise<ToolResult>;

/** @param listed returns any tool name in the host's spelling, if the host has sent one */
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

/** @returns `undefined` if a tool error or a protocol error says that the name is unknown */
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
