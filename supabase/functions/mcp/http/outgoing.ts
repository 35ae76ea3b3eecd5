// Sends answers: anonymous callers within their budget, and all within the memory for answers in flight.

import {
  createResponseBudget,
  FAIR_FACTOR,
  sizeOfHead,
  sizeOfResponse,
} from "../../_shared/response_budget.ts";
import { type HttpResponse, OVERLOADED, prepare, type Prepared } from "./response.ts";
import { createMemory, type Memory } from "./memory.ts";
import { ErrorCode, failure, type RequestId } from "../protocol/json_rpc.ts";
import { logLine, type RequestLog, serverTimingOf } from "./request_log.ts";
import { CHUNK, sentBody } from "./sent_body.ts";

const MIB = 1024 * 1024;
/** Answers up to this length, as almost all are, fit the buffers that a connection has anyway. */
const SMALL_ANSWER = 32 * 1024;

const encoder = new TextEncoder();

/** Makes the response to a request. */
export type Outgoing = (
  request: Request,
  record: RequestLog,
  answer: HttpResponse,
) => Response;

/** Gets what makes the line of the log, and what the request was. */
export type LogRequest = (line: () => string, record: RequestLog) => void;

/** @param tell called for each request that was answered */
export function createOutgoing(tell: LogRequest): Outgoing {
  const [toStrangers, toUsers] = [
    createMemory(8 * MIB),
    createMemory(24 * MIB, { perOwner: 8 * MIB }),
  ];
  const budget = createResponseBudget();

  /** @returns seconds after which the answer may be sent; 0 = now */
  function waitFor(
    request: Request,
    record: RequestLog,
    prepared: Prepared,
  ): number {
    const { user, description } = record;
    if (user !== undefined) {
      return prepared.body?.shared ? budget(`user ${user}`, sizeOf(prepared)) : 0;
    }
    const fair = FAIR_FACTOR * record.received;
    if (atMost(prepared) <= fair) return 0;
    const size = sizeOf(prepared);
    if (size <= fair + FAIR_FACTOR * sizeOfHead(request)) return 0;
    return budget(description?.method ?? "no message", size);
  }

  return (request, record, answer) => {
    const about = { "X-Request-Id": record.id, "Server-Timing": serverTimingOf(record) };
    const prepared = prepare(answer, about);
    const wait = waitFor(request, record, prepared);
    const memory = record.user === undefined ? toStrangers : toUsers;
    const response = wait > 0 ? undefined : responseTo(prepared, memory, record.user);
    if (response) {
      tell(() => logLine(record, answer), record);
      return response;
    }
    record.refusal = wait > 0 ? "too_much" : "no_room";
    const refusal = wait > 0 ? tooMuch(answer, wait) : OVERLOADED;
    tell(() => logLine(record, refusal), record);
    const { status, headers, body } = prepare(refusal, about);
    return new Response(body?.text, { status, headers });
  };
}

/** @returns `undefined` when there is no room for it */
function responseTo(
  { status, headers, body }: Prepared,
  memory: Memory,
  user: string | undefined,
): Response | undefined {
  const { text = null, shared, rest = "" } = body ?? {};
  if (text === null || (!shared && text.length <= SMALL_ANSWER)) {
    return new Response(text, { status, headers });
  }
  const [first, last] = [encoder.encode(text), encoder.encode(rest)];
  const all = shared ? [first, shared.json, last] : [first];
  // Of a shared text only the chunk that is being sent is this answer's own.
  const sent = sentBody(all, shared ? CHUNK : first.length, memory, user);
  const length = all.reduce((sum, part) => sum + part.length, 0);
  return sent &&
    new Response(sent, { status, headers: { ...headers, "Content-Length": `${length}` } });
}

function tooMuch({ body }: HttpResponse, seconds: number): HttpResponse {
  const message =
    `Too much was sent to callers who are not signed in: sign in, or try again in ${seconds} s`;
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

/** At least as much as it is, found without looking at it. */
function atMost({ headers, body }: Prepared): number {
  const { text = "", shared, rest = "" } = body ?? {};
  const characters = text.length + rest.length;
  return sizeOfResponse(
    Object.entries(headers),
    3 * characters + (shared?.json.length ?? 0),
  );
}

function sizeOf({ headers, body }: Prepared): number {
  const { text = "", shared, rest = "" } = body ?? {};
  const own = encoder.encode(text).length + encoder.encode(rest).length;
  return sizeOfResponse(
    Object.entries(headers),
    own + (shared?.json.length ?? 0),
  );
}
