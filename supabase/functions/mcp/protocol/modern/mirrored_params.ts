// Compares the `Mcp-Param-…` headers of a tool call with the arguments that they repeat (MCP 2026-07-28,
// basic/transports/streamable-http, Server Behavior for Custom Headers).
// No tool of this server has such arguments yet; a tool in tests/conformance/fixture does.

import type { ParamHeader } from "../features/param_headers.ts";
import { isObject } from "../../json/value.ts";
import { decodeHeaderValue } from "./header_value.ts";

/** @returns the first header that differs from its argument */
export function mismatchedParam(
  params: readonly ParamHeader[],
  args: unknown,
  headers: Headers,
): ParamHeader | undefined {
  return params.find(({ header, path }) => !repeats(headers.get(header), valueAt(args, path)));
}

function valueAt(args: unknown, path: readonly string[]): unknown {
  return path.reduce((value, name) => isObject(value) ? value[name] : undefined, args);
}

function repeats(header: string | null, value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return header !== null && decodeHeaderValue(header) === value;
    case "number": // the header 42.0 equals the argument 42
      return header !== null && /^-?\d+(\.\d+)?$/.test(header) && Number(header) === value;
    case "boolean":
      return header === `${value}`;
    default: // absent or null; the tool's schema rejects the other types
      return header === null;
  }
}
