// Validates the headers that repeat fields of the body for proxies. If they could differ, a request could evade a
// proxy's rules (MCP 2026-07-28, basic/transports/streamable-http, Server Validation).

import type { ParamHeader } from "../features/param_headers.ts";
import type { JsonRpcRequest } from "../json_rpc.ts";
import { decodeHeaderValue } from "./header_value.ts";
import { mismatchedParam } from "./mirrored_params.ts";

/** For each method, the parameter that the header `Mcp-Name` repeats. */
const NAMED: Readonly<Record<string, string>> = {
  "tools/call": "name",
  "prompts/get": "name",
  "resources/read": "uri",
};

/**
 * @param version the MCP revision in the body
 * @param paramHeaders the `Mcp-Param-…` headers of the called tool
 * @returns the first mismatch, as a message for client developers
 */
export function headerMismatch(
  headers: Headers,
  { method, params = {} }: JsonRpcRequest,
  version: string,
  paramHeaders: readonly ParamHeader[],
): string | undefined {
  if (headers.get("MCP-Protocol-Version") !== version) {
    return "MCP-Protocol-Version must equal the protocolVersion of params._meta";
  }
  if (headers.get("Mcp-Method") !== method) return "Mcp-Method must equal the body's method";
  const named = Object.hasOwn(NAMED, method) ? NAMED[method] : undefined;
  if (named !== undefined && !names(headers.get("Mcp-Name"), params[named])) {
    return `Mcp-Name must equal params.${named}`;
  }
  const param = mismatchedParam(paramHeaders, params.arguments, headers);
  return param && `${param.header} must equal params.arguments.${param.path.join(".")}`;
}

// Whether the header repeats the value. Without a name in the body, the header must be absent; the method's handler
// then reports the missing name.
function names(header: string | null, value: unknown): boolean {
  if (typeof value !== "string") return header === null;
  return header !== null && decodeHeaderValue(header) === value;
}
