// One kind of request that the search makes larger and larger.

import type { RawRequest } from "./raw_http.ts";
import type { Room } from "./texts.ts";

export interface Probe {
  name: string;
  /** What the same hostile value is called in all tools: where it is cheap in one, the next may begin at its limit. */
  group: string;
  /** Absent = there is nothing to grow. */
  room: Room | undefined;
  usesDatabase: boolean;
  /** Its answer may not be much larger than the request. */
  anonymous: boolean;
  /** Which function; default: `mcp`. */
  target?: string;
  request(room: Room): Promise<RawRequest> | RawRequest;
  /** @param isLast whether it will not be made larger */
  after?(structured: unknown, isLast: boolean): Promise<void>;
}

/** Of function `mcp`; larger ones are refused. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Of a request without a valid token. */
export const MAX_ANONYMOUS_BYTES = 64 * 1024;

export function post(body: string, token?: string, more: [string, string][] = []): RawRequest {
  const headers: [string, string][] = [["Content-Type", "application/json"], ...more];
  if (token !== undefined) headers.push(["Authorization", `Bearer ${token}`]);
  return { method: "POST", path: "/mcp", headers, body };
}

export function toolRequest(name: string, args: unknown, token?: string): RawRequest {
  const params = { name, arguments: args };
  return post(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params }), token);
}
