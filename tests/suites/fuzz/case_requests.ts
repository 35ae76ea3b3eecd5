// Short ways to write down one request of the fuzzed person's.

import { textOf, Verbatim } from "./json_text.ts";
import { OWN } from "./library.ts";
import type { Bearer, FuzzRequest } from "./request.ts";

export function post(text: string, bearer: Bearer = "owner"): FuzzRequest {
  const body = new TextEncoder().encode(text);
  return {
    method: "POST",
    path: "/mcp",
    headers: [["Content-Type", "application/json"]],
    bearer,
    body,
  };
}

export function ping(bearer: Bearer): FuzzRequest {
  return post(textOf({ jsonrpc: "2.0", id: 1, method: "ping" }), bearer);
}

export function message(method: string, params: unknown): FuzzRequest {
  return { ...post(textOf({ jsonrpc: "2.0", id: 1, method, params })), id: 1 };
}

export function call(name: string, args: unknown): FuzzRequest {
  return message("tools/call", { name, arguments: args });
}

export function created(args: Record<string, unknown>): FuzzRequest {
  return call("artifact.create", { title: "A", kind: "text", content: "a", ...args });
}

export function updated(args: Record<string, unknown>): FuzzRequest {
  return call("artifact.update", { id: OWN[1], expected_version: 1, ...args });
}

export function repeated(item: string, times: number): Verbatim {
  return new Verbatim(`[${`${item},`.repeat(times - 1)}${item}]`);
}
