// The `Mcp-Param-…` headers of a tool call, compared with the arguments they repeat (MCP 2026-07-28,
// basic/transports/streamable-http, Server Behavior for Custom Headers).

import type { ParamHeader } from "../features/param_headers.ts";
import { isObject } from "../../json/value.ts";
import { decodeHeaderValue } from "./header_value.ts";

/** @returns the first header that is not what the arguments say, if there is one */
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
    case "number": // 42.0 is 42
      return header !== null && /^-?\d+(\.\d+)?$/.test(header) && Number(header) === value;
    case "boolean":
      return header === `${value}`;
    default: // absent or null; anything else the tool's schema will refuse
      return header === null;
  }
}
