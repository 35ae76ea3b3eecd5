// Finds the arguments that a tool's schema marks with `x-mcp-header`. Clients repeat these arguments in `Mcp-Param-…`
// headers for proxies (MCP 2026-07-28, basic/transports/streamable-http, Custom Headers from Tool Parameters).
// No tool of this server marks an argument yet; a tool in tests/conformance/fixture does.

import { isObject } from "../../json/value.ts";

/** An argument's header and its path in the body. */
export interface ParamHeader {
  header: `Mcp-Param-${string}`;
  /** Property names, starting at the arguments' root. */
  path: readonly string[];
}

/** The syntax of a header name (RFC 9110 §5.6.2). */
const TOKEN = /^[!#$%&'*+\-.^_`|~\w]+$/;
const PRIMITIVES = ["string", "integer", "boolean"];

/**
 * Returns the marked properties of an input schema.
 * @throws Error for marks that violate the specification: clients would ignore the tool
 */
export function paramHeadersOf(schema: Record<string, unknown>): ParamHeader[] {
  const found = marked(schema, []);
  if (found.length < marksIn(schema)) {
    throw new Error("x-mcp-header is allowed only on properties, not inside lists or alternatives");
  }
  const names = new Set(found.map(({ header }) => header.toLowerCase()));
  if (names.size < found.length) throw new Error("Two properties have the same x-mcp-header");
  return found;
}

function marked(schema: Record<string, unknown>, path: readonly string[]): ParamHeader[] {
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
  return properties.flatMap(([name, property]) => {
    if (!isObject(property)) return [];
    const at = [...path, name];
    const mark = property["x-mcp-header"];
    if (mark === undefined) return marked(property, at);
    if (typeof mark !== "string" || !TOKEN.test(mark) || !PRIMITIVES.includes(`${property.type}`)) {
      throw new Error(
        `${at.join(".")}: x-mcp-header ${mark} must be a header name ` +
          "and belong to a string, integer or boolean",
      );
    }
    return [{ header: `Mcp-Param-${mark}` as const, path: at }];
  });
}

/** Counts marks at any depth, also inside lists and alternatives, where a value has no fixed path. */
function marksIn(schema: unknown): number {
  if (typeof schema !== "object" || schema === null) return 0;
  const marks = "x-mcp-header" in schema && typeof schema["x-mcp-header"] === "string" ? 1 : 0;
  return Object.values(schema).reduce((sum: number, each) => sum + marksIn(each), marks);
}
