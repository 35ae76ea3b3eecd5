// Webhooks as Clerk sends them, through Svix: HMAC-SHA256 of "<id>.<seconds>.<body>"
// (https://docs.svix.com/receiving/verifying-payloads/how-manual). Written without the package that verifies them.

import { WEBHOOK_SECRET } from "../../local/function_environment.ts";

const encoder = new TextEncoder();

interface Delivery {
  secret?: string;
  /** Svix's id of the message; a repeated delivery has the same one. */
  id?: string;
  /** When the message was signed, in seconds since the epoch. */
  time?: number;
}

/** The event that Clerk sends when a user is deleted. */
export function userDeleted(userId: string, timestamp = Date.now()) {
  return {
    data: { deleted: true, id: userId, object: "user" },
    event_attributes: { http_request: { client_ip: "0.0.0.0", user_agent: "" } },
    object: "event",
    timestamp,
    type: "user.deleted",
  };
}

/** @returns the request's headers and body */
export async function signed(event: unknown, delivery: Delivery = {}) {
  const { secret = WEBHOOK_SECRET, id = "msg_1", time = Math.floor(Date.now() / 1_000) } = delivery;
  const body = typeof event === "string" ? event : JSON.stringify(event);
  const signature = await hmac(secret, `${id}.${time}.${body}`);
  return {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "svix-id": id,
      "svix-timestamp": String(time),
      "svix-signature": `v1,${signature}`,
    },
    body,
  };
}

async function hmac(secret: string, text: string): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.slice("whsec_".length)), (c) => c.charCodeAt(0));
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, encoder.encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}
