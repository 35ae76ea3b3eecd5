// Receives the authorization server's webhooks. The sender repeats failed deliveries: status 503 means that this can
// help, 4xx that it cannot. Handled and ignored events get 204.

import type { ReadAccountEvent } from "../auth/account_event.ts";
import { type HttpResponse, OVERLOADED } from "./response.ts";
import type { BodyLimits, UnreadableBody } from "./body_chunks.ts";
import { type BodyPools, SMALL_BODY } from "./body_pools.ts";
import { readBody } from "./body.ts";
import type { RequestLog } from "./request_log.ts";

/** The dependencies of the handler, loaded with the first webhook. */
export interface Webhook {
  readEvent: ReadAccountEvent;
  /** Closes the account of a deleted user. Repeated calls change nothing. */
  closeAccount(userId: string, happenedAt: string): Promise<void>;
  /** Returns the pseudonym that stands for the user in the log. */
  pseudonymOf(user: { userId: string }): string | Promise<string>;
}

const MAX_PAUSE_MS = 4_000;
const DONE: HttpResponse = { status: 204 };
const NOT_SIGNED = refused(
  400,
  "invalid_webhook",
  "Not a valid webhook: the signature must match CLERK_WEBHOOK_SIGNING_SECRET and be at most 5 minutes old",
);
const FAILED = refused(503, "unavailable", "The event could not be stored; send it again");
const UNREADABLE: Partial<Record<UnreadableBody, HttpResponse>> = {
  no_room: OVERLOADED,
  too_slow: refused(408, "too_slow", "The body arrived too slowly"),
  too_large: refused(413, "too_large", `The body is too large; send at most ${SMALL_BODY} bytes`),
};

/** @param logError called when the event could not be stored */
export function createWebhookHandler(
  load: () => Promise<Webhook>,
  pools: BodyPools,
  logError: (requestId: string, error: unknown) => void,
): (request: Request, log: RequestLog) => Promise<HttpResponse> {
  // Webhooks have no bearer token, so their bodies share the memory of anonymous callers.
  const identifySender = () => Promise.resolve(undefined);
  const limits: BodyLimits = { bytes: SMALL_BODY, pools, maxPauseMs: MAX_PAUSE_MS, identifySender };

  return async (request, log) => {
    const body = await readBody(request, limits);
    if ("refused" in body) return UNREADABLE[body.refused] ?? NOT_SIGNED;
    log.receivedBytes = body.size;
    body.release();
    const { readEvent, closeAccount, pseudonymOf } = await load();
    const event = await readEvent(request.headers, body.text);
    if (event.kind === "rejected") {
      log.refusal = "invalid_webhook";
      return NOT_SIGNED;
    }
    if (event.kind === "other") return DONE;
    log.user = await pseudonymOf(event);
    try {
      await closeAccount(event.userId, event.happenedAt);
      return DONE;
    } catch (error) {
      log.failed = true;
      logError(log.id, error);
      return FAILED;
    }
  };
}

function refused(status: number, error: string, message: string): HttpResponse {
  return { status, body: { error, message } };
}
