// Handles subscriptions/listen, although this server sends no notifications: it acknowledges an empty subscription and
// ends it. Clients that always subscribe thus get a valid response (MCP 2026-07-28, basic/patterns/subscriptions).

import { invalidParams } from "../features/handler.ts";
import { type RequestId } from "../json_rpc.ts";
import { isObject } from "../../json/value.ts";

/** Marks a message as belonging to the subscription that request `id` started. */
function subscriptionMeta(id: RequestId) {
  return { "io.modelcontextprotocol/subscriptionId": id };
}

/**
 * Returns the acknowledgement of an empty subscription.
 * @throws {JsonRpcError} when `params.notifications` is not an object
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

/** Returns the result that ends the subscription. */
export function closure(id: RequestId) {
  return { _meta: subscriptionMeta(id) };
}
