// Validates the headers that repeat parts of the body for proxies. A mismatch would let a request bypass a proxy's
// rules (MCP 2026-07-28, basic/transports/streamable-http, Server Validation).

import type { ParamHeader } from "../features/param_headers.ts";
import type { JsonRpcRequest } from "../json_rpc.ts";
import { decodeHeaderValue } from "./header_value.ts";
import { mismatchedParam } from "./mirrored_params.ts";

/** The parameter that `Mcp-Name` repeats, by method. */
const NAMED: Readonly<Record<string, string>> = {
  "tools/call": "name",
  "prompts/get": "name",
  "resources/read": "uri",
};

/**
 * @param version the revision in the body
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

// If the body has no name, `Mcp-Name` must be absent too. A later check reports the missing name.
function names(header: string | null, value: unknown): boolean {
  if (typeof value !== "string") return header === null;
  return header !== null && decodeHeaderValue(header) === value;
}
