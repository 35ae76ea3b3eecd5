// Handlers of tools/list and tools/call.

import { isObject } from "../../json/value.ts";
import { callTool } from "./call_tool.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Handler, invalidParams, listHandler, shortened } from "./handler.ts";

export function toolHandlers(catalogue: Catalogue): [method: string, Handler][] {
  const lists = {
    dotted: listHandler("tools", () => catalogue.descriptors("dotted")),
    underscored: listHandler("tools", () => catalogue.descriptors("underscored")),
  };
  return [
    ["tools/list", (params, context) => lists[context.nameStyle](params, context)],
    ["tools/call", ({ name, arguments: input }, context) => {
      const { tool } = context;
      if (typeof name !== "string" || !mayBeArguments(input)) {
        throw invalidParams("params.name must be a string, and params.arguments an object");
      }
      if (!tool) {
        throw invalidParams(`Unknown tool: ${shortened(name)}. Call tools/list to see the names`);
      }
      return callTool(tool, input, context);
    }],
  ];
}

// Some clients send the arguments as JSON text, or `[]` instead of `{}`.
function mayBeArguments(input: unknown): boolean {
  return input === undefined || isObject(input) || typeof input === "string" ||
    (Array.isArray(input) && input.length === 0);
}
