// tools/list and tools/call.

import { isObject } from "../json_rpc.ts";
import { callTool } from "./call_tool.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Handler, invalidParams, listHandler, quoted } from "./handler.ts";

/** @returns the methods' handlers */
export function toolHandlers(catalogue: Catalogue): [method: string, Handler][] {
  return [
    ["tools/list", listHandler("tools", catalogue.descriptors)],
    ["tools/call", ({ name, arguments: input }, context) => {
      if (typeof name !== "string" || (input !== undefined && !isObject(input))) {
        throw invalidParams("Invalid params for tools/call");
      }
      const tool = catalogue.find(name);
      if (!tool) throw invalidParams(`Unknown tool: ${quoted(name)}`);
      return callTool(tool, input, context);
    }],
  ];
}
