// Sends responses. Anonymous callers share a budget of bytes; the memory of responses in transit is limited for all
// callers.

import {
  createResponseBudget,
  FAIR_FACTOR,
  sizeOfHead,
  sizeOfResponse,
} from "../../_shared/response_budget.ts";
import { type HttpResponse, OVERLOADED, prepare, type Prepared } from "./response.ts";
import { createMemoryPool, type MemoryPool } from "./memory_pool.ts";
import { ErrorCode, failure, type RequestId } from "../protocol/json_rpc.ts";
import { logLine, type RequestLog, serverTimingOf } from "./request_log.ts";
import { CHUNK_BYTES, createBodyStream } from "./body_stream.ts";

const MIB = 1024 * 1024;
/** Bodies up to this length fit into the buffers of a connection and need no stream. Almost all bodies are shorter. */
const SMALL_BODY = 32 * 1024;

const encoder = new TextEncoder();

/** Builds the `Response` and logs the request. */
export type SendResponse = (
  request: Request,
  log: RequestLog,
  response: HttpResponse,
) => Response;

/** Receives the log line as a function, so that a dropped line is never built. */
export type LogRequest = (line: () => string, log: RequestLog) => void;

/** @param logRequest called once per response */
export function createResponseSender(logRequest: LogRequest): SendResponse {
  const anonymousPool = createMemoryPool(8 * MIB);
  const userPool = createMemoryPool(24 * MIB, { perOwner: 8 * MIB });
  const budget = createResponseBudget();

  /** @returns seconds until the response may be sent; 0 = now */
  function waitFor(
    request: Request,
    { user, description, receivedBytes }: RequestLog,
    prepared: Prepared,
  ): number {
    if (user !== undefined) {
      return prepared.body?.shared ? budget(`user ${user}`, sizeOf(prepared)) : 0;
    }
    const fair = FAIR_FACTOR * receivedBytes;
    if (maxSizeOf(prepared) <= fair) return 0;
    const size = sizeOf(prepared);
    if (size <= fair + FAIR_FACTOR * sizeOfHead(request)) return 0;
    return budget(description?.method ?? "no message", size);
  }

  return (request, log, response) => {
    const headers = { "X-Request-Id": log.id, "Server-Timing": serverTimingOf(log) };

    function refuse(refusal: string, refused: HttpResponse): Response {
      log.refusal = refusal;
      logRequest(() => logLine(log, refused), log);
      const { status, headers: all, body } = prepare(refused, headers);
      return new Response(body?.text, { status, headers: all });
    }

    const prepared = prepare(response, headers);
    const wait = waitFor(request, log, prepared);
    if (wait > 0) return refuse("too_much", overBudget(response, wait));
    const pool = log.user === undefined ? anonymousPool : userPool;
    const sent = responseFrom(prepared, pool, log.user);
    if (!sent) return refuse("no_room", OVERLOADED);
    logRequest(() => logLine(log, response), log);
    return sent;
  };
}

/** @returns `undefined` when the pool is full */
function responseFrom(
  { status, headers, body }: Prepared,
  pool: MemoryPool,
  user: string | undefined,
): Response | undefined {
  const { text = null, shared, rest = "" } = body ?? {};
  if (text === null || (!shared && text.length <= SMALL_BODY)) {
    return new Response(text, { status, headers });
  }
  const first = encoder.encode(text);
  const parts = shared ? [first, shared.json, encoder.encode(rest)] : [first];
  // A shared text is in memory once for all responses, so a response reserves only the chunk in transit.
  const stream = createBodyStream(parts, shared ? CHUNK_BYTES : first.length, pool, user);
  if (!stream) return undefined;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return new Response(stream, { status, headers: { ...headers, "Content-Length": `${length}` } });
}

function overBudget({ body }: HttpResponse, seconds: number): HttpResponse {
  const message = `Too many large responses were sent: sign in, or try again in ${seconds} s`;
  const isMessage = body !== undefined && "jsonrpc" in body;
  const id = isMessage && "id" in body ? body.id as RequestId : null;
  return {
    status: 429,
    headers: { "Retry-After": `${seconds}` },
    body: isMessage
      ? failure(id, ErrorCode.InternalError, message)
      : { error: "too_many_requests", message },
  };
}

/** An upper bound of the size, without encoding: a UTF-16 code unit takes at most 3 bytes in UTF-8. */
function maxSizeOf({ headers, body }: Prepared): number {
  const { text = "", shared, rest = "" } = body ?? {};
  const bytes = 3 * (text.length + rest.length) + (shared?.json.length ?? 0);
  return sizeOfResponse(Object.entries(headers), bytes);
}

function sizeOf({ headers, body }: Prepared): number {
  const { text = "", shared, rest = "" } = body ?? {};
  const encoded = encoder.encode(text).length + encoder.encode(rest).length;
  return sizeOfResponse(Object.entries(headers), encoded + (shared?.json.length ?? 0));
}
