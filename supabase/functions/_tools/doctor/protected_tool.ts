// Chooses the tools that the doctor may call. The doctor must never change anything on the examined server.

import { type Reply, request } from "./mcp.ts";
import { isObject, type JsonObject, type ListedTool, type Session, strings } from "./session.ts";

/** Whether the tool is declared read-only and requires no arguments. */
function isSafeToCall({ annotations, inputSchema }: ListedTool): boolean {
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

/** All scopes that tools declare. */
export function declaredScopes({ tools = [] }: Session): string[] {
  const declared = tools.flatMap(declaredBy).flatMap(({ scopes }) => strings(scopes));
  return [...new Set(declared)];
}

/** Text of findings if {@link protectedTool} returns undefined. */
export const NO_PROTECTED_TOOL = "no protected tool is read-only and callable without arguments";

/** A tool that is safe to call and needs no token. */
export function publicTool({ tools }: Session): ListedTool | undefined {
  return tools?.find((tool) => isSafeToCall(tool) && schemesOf(tool).includes("noauth"));
}

/**
 * A tool that is safe to call and needs a token. The tool declares oauth2, or declares nothing on a server whose tools
 * are all protected.
 */
export function protectedTool({ tools, allToolsProtected }: Session): ListedTool | undefined {
  return tools?.find((tool) => {
    const schemes = schemesOf(tool);
    const isDeclared = schemes.includes("oauth2") && !schemes.includes("noauth");
    return isSafeToCall(tool) && (isDeclared || (allToolsProtected && schemes.length === 0));
  });
}

/**
 * Calls a tool.
 * @param fields the tool's arguments; default: none
 */
export function call(
  session: Session,
  { name }: ListedTool,
  headers: Record<string, string> = {},
  fields: JsonObject = {},
): Promise<Reply> {
  return request(session, "tools/call", { name, arguments: fields }, headers);
}
