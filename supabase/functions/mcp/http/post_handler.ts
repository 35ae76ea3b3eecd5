// Reads the body of a POST within limits of size, memory and concurrency, after checking the content type. Large bodies
// are read only for callers with a verified token.

import { type HttpResponse, OVERLOADED } from "./response.ts";
import type { BodyPools } from "./body_pools.ts";
import { createSemaphore } from "../async/semaphore.ts";
import { drain } from "./drain.ts";
import type { Caller } from "../auth/verification.ts";
import { MIN_BYTES_PER_S } from "./minimum_rate.ts";
import { ErrorCode, failure } from "../protocol/json_rpc.ts";
import type { BodyLimits, UnreadableBody } from "./body_chunks.ts";
import { readBody } from "./body.ts";
import type { RequestLog } from "./request_log.ts";

/** Enough for 1 MiB of content with JSON escapes. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Longest pause of a sender. Clients do not wait longer for a response either. */
const MAX_PAUSE_MS = 4_000;
/** Limits of concurrent requests with and without a token. Further requests would only wait for the database. */
const MAX_REQUESTS = { withToken: 256, anonymous: 128 };

const NOT_JSON = refused(415, "Content-Type must be application/json");
const UNREADABLE: Record<Exclude<UnreadableBody, "not_signed_in">, HttpResponse> = {
  interrupted: refused(
    400,
    "The connection ended before the whole body arrived; send the request again",
  ),
  too_fine: refused(400, "The body arrived in too many small chunks; send larger chunks"),
  too_slow: refused(
    408,
    `The body arrived too slowly; send at least ${MIN_BYTES_PER_S} bytes a second and pause for ` +
      `less than ${MAX_PAUSE_MS / 1_000} s`,
  ),
  too_large: refused(413, `The body is too large; send at most ${MAX_BODY_BYTES} bytes`),
  // Invalid UTF-8 cannot be JSON. Every MCP revision has the code ParseError for that.
  not_utf8: {
    status: 400,
    body: failure(null, ErrorCode.ParseError, "The body is not valid UTF-8"),
  },
  no_room: OVERLOADED,
};

/** @param earlyResponse a refusal that needs only the headers; the body is then read and dropped */
type HandlePost = (
  request: Request,
  log: RequestLog,
  earlyResponse: HttpResponse | undefined,
) => Promise<HttpResponse>;

/** Handles one message. All methods record the outcome in `log`, such as the user or why the message was refused. */
export interface Endpoint {
  /** Verifies the token of a request with a large body, before the body is read. */
  authenticateLargeBody(
    headers: Headers,
    log: RequestLog,
  ): Promise<{ caller: Caller } | HttpResponse>;
  /** Refuses a large body without a token. */
  challengeLargeBody(headers: Headers, log: RequestLog): HttpResponse;
  /**
   * Responds to a POST whose body is `text`.
   * @param known the caller, if the token is already verified
   */
  respond(headers: Headers, text: string, log: RequestLog, known?: Caller): Promise<HttpResponse>;
}

export function createPostHandler(endpoint: Endpoint, pools: BodyPools): HandlePost {
  const withToken = createSemaphore(MAX_REQUESTS.withToken);
  const anonymous = createSemaphore(MAX_REQUESTS.anonymous);

  return async (request, log, earlyResponse) => {
    const { headers } = request;
    log.signal = () => request.signal;
    const refusal = earlyResponse ?? contentTypeRefusal(headers);
    if (refusal) {
      await drain(request.body);
      return refusal;
    }

    const hasToken = headers.has("Authorization");
    let sender: ReturnType<Endpoint["authenticateLargeBody"]> | undefined;
    const limits: BodyLimits = {
      bytes: MAX_BODY_BYTES,
      pools,
      maxPauseMs: MAX_PAUSE_MS,
      async identifySender() {
        if (!hasToken) return undefined;
        const known = await (sender ??= endpoint.authenticateLargeBody(headers, log));
        return "caller" in known ? known.caller.userId : undefined;
      },
    };
    const body = await readBody(request, limits);
    const known = await sender;
    if (known && !("caller" in known)) return known;
    if ("refused" in body) {
      const { refused } = body;
      if (refused === "not_signed_in") return endpoint.challengeLargeBody(headers, log);
      return UNREADABLE[refused];
    }

    log.receivedBytes = body.size;
    const slots = hasToken ? withToken : anonymous;
    if (!slots.tryAcquire(1)) {
      body.release();
      return OVERLOADED;
    }
    try {
      return await endpoint.respond(headers, body.text, log, known?.caller);
    } finally {
      slots.release(1);
      body.release();
    }
  };
}

// The body is not parsed, so the client's MCP revision is unknown. JSON-RPC's own codes are valid in every revision.
function refused(status: number, message: string): HttpResponse {
  return { status, body: failure(null, ErrorCode.InvalidRequest, message) };
}

function contentTypeRefusal(headers: Headers): HttpResponse | undefined {
  const mediaType = headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  return mediaType === "application/json" ? undefined : NOT_JSON;
}
