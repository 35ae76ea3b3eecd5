// Which tools the doctor may call: it must change nothing, whoever's server it is.

import { type Reply, request } from "./mcp.ts";
import { isObject, type JsonObject, type ListedTool, strings, type Visit } from "./visit.ts";

/** Reads only, by its own word, and can be called without arguments. */
function isHarmless({ annotations, inputSchema }: ListedTool): boolean {
  const required = inputSchema?.required;
  return annotations?.readOnlyHint === true && !(Array.isArray(required) && required.length > 0);
}

function declaredBy({ securitySchemes, _meta }: ListedTool): JsonObject[] {
  const declared = securitySchemes ?? _meta?.securitySchemes;
  return Array.isArray(declared) ? declared.filter(isObject) : [];
}

function schemesOf(tool: ListedTool): string[] {
  return declaredBy(tool).map(({ type }) => String(type));
}

/** Every scope that some tool says it needs. */
export function declaredScopes({ tools = [] }: Visit): string[] {
  const declared = tools.flatMap(declaredBy).flatMap(({ scopes }) => strings(scopes));
  return [...new Set(declared)];
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

/** Calls a tool, by default without arguments. */
export function call(
  visit: Visit,
  { name }: ListedTool,
  headers: Record<string, string> = {},
  fields: JsonObject = {},
): Promise<Reply> {
  return request(visit, "tools/call", { name, arguments: fields }, headers);
}
