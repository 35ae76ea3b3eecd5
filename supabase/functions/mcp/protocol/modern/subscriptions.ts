// subscriptions/listen, for a server in which nothing changes while it runs: the subscription is
// acknowledged for none of what was asked and ends at once, in the way a server ends one gracefully.
// Clients that listen wherever they connect get an answer they know (MCP 2026-07-28,
// basic/patterns/subscriptions).

import type { RequestId } from "../json_rpc.ts";

/** What marks a message as belonging to the subscription that this request opened. */
function subscriptionMeta(id: RequestId) {
  return { "io.modelcontextprotocol/subscriptionId": id };
}

/** The first message: none of the notifications that were asked for will come. */
export function acknowledgment(id: RequestId) {
  return {
    jsonrpc: "2.0" as const,
    method: "notifications/subscriptions/acknowledged",
    params: { _meta: subscriptionMeta(id), notifications: {} },
  };
}

/** The last message's result. */
export function closure(id: RequestId) {
  return { _meta: subscriptionMeta(id) };
}
