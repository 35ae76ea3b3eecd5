// What clients ask, by whether a token is needed for it, in both families of revisions.

import { call } from "../../mcp/in_process.ts";
import { modern } from "../../mcp/modern_request.ts";
import type { Wire } from "../on_stack.ts";

const params = {
  protocolVersion: "2025-11-25",
  capabilities: {},
  clientInfo: { name: "field", version: "1" },
};

export const initialize = { jsonrpc: "2.0", id: 1, method: "initialize", params };
export const ping = { jsonrpc: "2.0", id: 2, method: "ping" };
export const initialized = { jsonrpc: "2.0", method: "notifications/initialized" };
export const listTools = { jsonrpc: "2.0", id: 3, method: "tools/list" };

/** The public tool. */
export const kinds = call("artifact.kinds");
/** A protected tool. */
export const list = call("artifact.list");

/** Everything that must work before anybody has signed in. */
export const OPEN = {
  initialize,
  initialized,
  ping,
  "tools/list": listTools,
  "a public tool": kinds,
};

/** Sends a request of 2026-07-28; `headers` come after those that repeat the body. */
export function ask({ post }: Wire, method: string, params = {}, headers = {}): Promise<Response> {
  const request = modern(method, params);
  return post(request.message, { ...request.headers, ...headers });
}
