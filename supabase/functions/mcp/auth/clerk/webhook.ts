// Verifies Clerk's webhooks (https://clerk.com/docs/webhooks/overview). A service named Svix signs and sends them, and
// retries for about a day until it gets a 2xx status. Messages older than five minutes are rejected; a retry has a new
// timestamp.

import { verifyWebhook } from "@clerk/backend/webhooks";
import * as z from "zod";
import type { AccountEvent, ReadAccountEvent } from "../account_event.ts";

const UserDeleted = z.object({
  data: z.object({ id: z.string().regex(/^user_[A-Za-z0-9]+$/) }),
  /** Milliseconds since the epoch. */
  timestamp: z.int().min(0).max(8.64e15).optional(),
});

/** @param signingSecret `whsec_…` of the webhook endpoint in Clerk's dashboard */
export function createWebhookReader(signingSecret: string): ReadAccountEvent {
  return async (headers, body) => {
    // `verifyWebhook` takes a request, but reads only its headers and body.
    const message = new Request("http://localhost", { method: "POST", headers, body });
    try {
      return eventOf(await verifyWebhook(message, { signingSecret }));
    } catch {
      return { kind: "rejected" };
    }
  };
}

function eventOf(event: { type: string }): AccountEvent {
  if (event.type !== "user.deleted") return { kind: "other" };
  const { data, timestamp = Date.now() } = UserDeleted.parse(event);
  const happenedAt = new Date(timestamp).toISOString();
  return { kind: "user_deleted", userId: data.id, happenedAt };
}
