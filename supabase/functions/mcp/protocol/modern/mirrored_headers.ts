// The headers in which a request of 2026-07-28 repeats its body, for proxies that do not parse it.
// They must agree, or a proxy would let pass what the server then reads differently (MCP 2026-07-28,
// basic/transports/streamable-http, Server Validation).

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
 * @param version the revision that the body names
 * @param paramHeaders of the tool that the body names
 * @returns what is wrong with the headers, for the client's developer, if anything is
 */
export function headerMismatch(
  headers: Headers,
  { method, params = {} }: JsonRpcRequest,
  version: string,
  paramHeaders: readonly ParamHeader[],
): string | undefined {
  if (headers.get("MCP-Protocol-Version") !== version) {
    return "MCP-Protocol-Version must be the protocolVersion of params._meta";
  }
  if (headers.get("Mcp-Method") !== method) return "Mcp-Method must be the body's method";
  const named = Object.hasOwn(NAMED, method) ? NAMED[method] : undefined;
  if (named !== undefined && !names(headers.get("Mcp-Name"), params[named])) {
    return `Mcp-Name must be params.${named}`;
  }
  const param = mismatchedParam(paramHeaders, params.arguments, headers);
  return param && `${param.header} must be params.arguments.${param.path.join(".")}`;
}

// A body without the name has nothing to repeat; what it lacks is told later.
function names(header: string | null, value: unknown): boolean {
  if (typeof value !== "string") return header === null;
  return header !== null && decodeHeaderValue(header) === value;
}
