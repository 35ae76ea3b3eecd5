// subscriptions/listen, for a server in which nothing changes while it runs: the subscription is
// acknowledged for none of what was asked and ends at once, in the way a server ends one gracefully.
// Clients that listen wherever they connect get an answer they know (MCP 2026-07-28,
// basic/patterns/subscriptions).

import { invalidParams } from "../features/handler.ts";
import { type RequestId } from "../json_rpc.ts";
import { isObject } from "../../json/value.ts";

/** What marks a message as belonging to the subscription that this request opened. */
function subscriptionMeta(id: RequestId) {
  return { "io.modelcontextprotocol/subscriptionId": id };
}

/**
 * The messages of the subscription: that it is open, and that none of what was asked for will come.
 * @throws {JsonRpcError} when nothing was asked for
 */
export function listen(id: RequestId, params: Record<string, unknown> = {}): object[] {
  if (!isObject(params.notifications)) {
    throw invalidParams("params.notifications must be an object");
  }
  return [{
    jsonrpc: "2.0",
    method: "notifications/subscriptions/acknowledged",
    params: { _meta: subscriptionMeta(id), notifications: {} },
  }];
}

/** The result with which it ends. */
export function closure(id: RequestId) {
  return { _meta: subscriptionMeta(id) };
}
