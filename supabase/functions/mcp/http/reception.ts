// Takes in the POST of one message: type, size, memory, and how many are answered at a time. A large body
// is read only for a verified caller.

import { type HttpResponse, OVERLOADED } from "./response.ts";
import { createBodyMemory } from "./body_memory.ts";
import { createSemaphore } from "../async/semaphore.ts";
import { drain } from "./drain.ts";
import type { Caller } from "../auth/verification.ts";
import { SLOWEST_BYTES_PER_S } from "./patience.ts";
import { ErrorCode, failure } from "../protocol/json_rpc.ts";
import type { UnreadableBody } from "./body_chunks.ts";
import { readBody } from "./body.ts";
import type { RequestLog } from "./request_log.ts";

/** The largest body: 1 MiB of content fits, escaped, unless most of it is control characters. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** A client would wait no longer for an answer than a body is waited for. */
const PAUSE_MS = 4_000;
/**
 * Requests answered at a time, with a token and without. More would wait for the same database, and each
 * longer than the last.
 */
const MAX_REQUESTS = { signedIn: 256, strangers: 128 };

const NOT_JSON = refused(415, "Content-Type must be application/json");
const UNREADABLE: Record<UnreadableBody, HttpResponse> = {
  interrupted: refused(400, "The body broke off"),
  too_fine: refused(400, "The body comes in too small pieces; send it in larger ones"),
  too_slow: refused(
    408,
    `The body came too slowly; send at least ${SLOWEST_BYTES_PER_S} bytes a second and pause for ` +
      `less than ${PAUSE_MS / 1_000} s`,
  ),
  too_large: refused(413, `The body may have ${MAX_BODY_BYTES} bytes at most`),
  // No text, so no JSON: the code that clients of every revision know.
  not_utf8: { status: 400, body: failure(null, ErrorCode.ParseError, "The body is not UTF-8") },
  no_room: OVERLOADED,
  not_signed_in: OVERLOADED, // the endpoint has said so already, with its challenge
};

/** @param refusal decided before: the body is read and dropped */
export type Receive = (
  request: Request,
  record: RequestLog,
  refusal: HttpResponse | undefined,
) => Promise<HttpResponse>;

/** Both add to the record what they learn of the request. */
export interface Endpoint {
  /** Verifies who sends a body that is too large for strangers, before it is read. */
  authenticateLargeBody(
    headers: Headers,
    record: RequestLog,
  ): Promise<{ caller: Caller } | HttpResponse>;
  /**
   * Answers the POST whose body is `text`.
   * @param known the caller, if the token was verified before
   */
  answer(headers: Headers, text: string, record: RequestLog, known?: Caller): Promise<HttpResponse>;
}

/** @returns what answers a POST */
export function createReception(endpoint: Endpoint): Receive {
  const memory = createBodyMemory();
  const [signedIn, strangers] = [
    createSemaphore(MAX_REQUESTS.signedIn),
    createSemaphore(MAX_REQUESTS.strangers),
  ];

  return async (request, record, refusal) => {
    const { headers } = request;
    record.signal = () => request.signal;
    const early = refusal ?? (isJson(headers.get("Content-Type")) ? undefined : NOT_JSON);
    if (early) {
      await drain(request.body);
      return early;
    }
    const hasToken = headers.has("Authorization");
    let sender: ReturnType<Endpoint["authenticateLargeBody"]> | undefined;
    const admit = () => sender ??= endpoint.authenticateLargeBody(headers, record);
    const userOf = async () => {
      // Without a token there is nothing to verify. A made-up one opens nothing.
      const known = hasToken ? await admit() : undefined;
      return known && "caller" in known ? known.caller.userId : undefined;
    };
    const limits = { bytes: MAX_BODY_BYTES, memory, pauseMs: PAUSE_MS, userOf };
    const body = await readBody(request, limits);
    const isUnknown = "refused" in body && body.refused === "not_signed_in";
    const known = await (isUnknown ? admit() : sender);
    if (known && !("caller" in known)) return known;
    if ("refused" in body) return UNREADABLE[body.refused];
    record.received = body.size;
    const slots = hasToken ? signedIn : strangers;
    const taken = slots.tryAcquire(1);
    try {
      return taken ? await endpoint.answer(headers, body.text, record, known?.caller) : OVERLOADED;
    } finally {
      if (taken) slots.release(1);
      body.release();
    }
  };
}

// What the client speaks is not known yet: a code of JSON-RPC's own belongs to every revision.
function refused(status: number, message: string): HttpResponse {
  return { status, body: failure(null, ErrorCode.InvalidRequest, message) };
}

function isJson(contentType: string | null): boolean {
  return contentType?.split(";")[0]?.trim().toLowerCase() === "application/json";
}
