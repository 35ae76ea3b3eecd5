// Which tools the doctor may call: it must change nothing, whoever's server it is.

import { type Reply, request } from "./mcp.ts";
import { isObject, type ListedTool, type Visit } from "./visit.ts";

/** Reads only, by its own word, and can be called without arguments. */
function isHarmless({ annotations, inputSchema }: ListedTool): boolean {
  const required = inputSchema?.required;
  return annotations?.readOnlyHint === true && !(Array.isArray(required) && required.length > 0);
}

function schemesOf({ securitySchemes, _meta }: ListedTool): string[] {
  const declared = securitySchemes ?? _meta?.securitySchemes;
  return Array.isArray(declared) ? declared.filter(isObject).map(({ type }) => String(type)) : [];
}

/** A tool that anybody may call. */
export function open({ tools }: Visit): ListedTool | undefined {
  return tools?.find((tool) => isHarmless(tool) && schemesOf(tool).includes("noauth"));
}

/** A tool that wants a token; where a server tells of none and says nothing without one, any. */
export function guarded({ tools, closed }: Visit): ListedTool | undefined {
  return tools?.find((tool) => {
    const schemes = schemesOf(tool);
    const wants = schemes.includes("oauth2") && !schemes.includes("noauth");
    return isHarmless(tool) && (wants || (closed && schemes.length === 0));
  });
}

export function call(
  visit: Visit,
  { name }: ListedTool,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return request(visit, "tools/call", { name, arguments: {} }, headers);
}
