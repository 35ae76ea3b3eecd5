// tools/list and tools/call.

import { isObject } from "../../json/value.ts";
import { callTool } from "./call_tool.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Handler, invalidParams, listHandler, quoted } from "./handler.ts";

/** @returns the methods' handlers */
export function toolHandlers(catalogue: Catalogue): [method: string, Handler][] {
  const lists = {
    dotted: listHandler("tools", () => catalogue.descriptors("dotted")),
    underscored: listHandler("tools", () => catalogue.descriptors("underscored")),
  };
  return [
    ["tools/list", (params, context) => lists[context.names](params, context)],
    ["tools/call", ({ name, arguments: input }, context) => {
      const { tool } = context;
      if (typeof name !== "string" || !mayBeArguments(input)) {
        throw invalidParams("Invalid params for tools/call");
      }
      if (!tool) throw invalidParams(`Unknown tool: ${quoted(name)}`);
      return callTool(tool, input, context);
    }],
  ];
}

// An object; some clients send its JSON text, or an empty list for an empty object.
function mayBeArguments(input: unknown): boolean {
  return input === undefined || isObject(input) || typeof input === "string" ||
    (Array.isArray(input) && input.length === 0);
}
