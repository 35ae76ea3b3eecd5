// A call of 2026-07-28: with `_meta` among its params and the headers that repeat it.

import { Members, Verbatim } from "./json_text.ts";

/** A method with params for it. */
export interface Call {
  method: string;
  /** A plain object, {@link Members}, or what no params may be; absent = none. */
  params?: unknown;
}

export type Headers = [name: string, value: string][];

export function withMeta({ method, params }: Call, _meta: unknown): Call {
  if (params instanceof Members) {
    return { method, params: new Members([...params.pairs, ["_meta", _meta]]) };
  }
  if (params !== undefined && (typeof params !== "object" || params === null)) {
    return { method, params };
  }
  if (Array.isArray(params) || params instanceof Verbatim) return { method, params };
  return { method, params: { ...params, _meta } };
}

export function mirrored({ method, params }: Call): Headers {
  const { name, uri } = (params ?? {}) as { name?: unknown; uri?: unknown };
  const named = method === "resources/read" ? uri : name;
  const repeats = ["tools/call", "prompts/get", "resources/read"].includes(method);
  return [
    ["MCP-Protocol-Version", "2026-07-28"],
    ["Mcp-Method", headerValue(method)],
    ...(repeats && typeof named === "string"
      ? [["Mcp-Name", headerValue(named)] as Headers[number]]
      : []),
  ];
}

// Between markers goes any text but a lone surrogate, which has no bytes.
export function headerValue(text: string): string {
  if (/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text) && !text.startsWith("=?")) return text;
  return `=?base64?${new TextEncoder().encode(text).toBase64()}?=`;
}
