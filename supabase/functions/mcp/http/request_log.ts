// What is known of one request in the end: gathered while it is answered, told to the operator as a line
// of the log and to the client as Server-Timing. Holds words of our own and hashes, nothing people wrote.

import { requestLine } from "../../_shared/log_line.ts";
import { requestIdOf } from "../../_shared/request_id.ts";
import type { HttpResponse } from "./response.ts";
import type { Description } from "../protocol/description.ts";

export interface RequestLog {
  readonly id: string;
  /** By `performance.now()`. */
  readonly began: number;
  /** Milliseconds of waiting: for the token's verification, for the database. */
  readonly waited: { auth: number; database: number };
  /** Bytes of its body. */
  received: number;
  /** Aborts when the client has gone. Deno makes it when it is first read, at a price. */
  signal?: () => AbortSignal;
  /** What it asked for; absent until that is known. */
  description?: Description;
  /** A hash that stands for the person. */
  user?: string;
  /** Why it was refused. */
  refusal?: string;
  /** Whether something broke, which the log then says in a line of its own. */
  failed?: boolean;
}

/** Begins with a request's headers. */
export function startRequestLog(headers: Headers): RequestLog {
  const waited = { auth: 0, database: 0 };
  return { id: requestIdOf(headers), began: performance.now(), waited, received: 0 };
}

/** Adds to the record how long it waits for `work`. */
export async function measure<Result>(
  record: RequestLog,
  what: keyof RequestLog["waited"],
  work: Promise<Result>,
): Promise<Result> {
  const since = performance.now();
  try {
    return await work;
  } finally {
    record.waited[what] += performance.now() - since;
  }
}

/** The line of the log. */
export function logLine(record: RequestLog, answer: HttpResponse): string {
  const { id, description, user, refusal, waited } = record;
  return requestLine({
    request_id: id,
    ...description,
    user,
    status: answer.status,
    ...outcomeOf(record, answer),
    refusal,
    ms: rounded(performance.now() - record.began),
    auth_ms: rounded(waited.auth),
    database_ms: rounded(waited.database),
  });
}

/** The value of `Server-Timing` (W3C Server Timing §2): durations in milliseconds. */
export function serverTimingOf({ began, waited }: RequestLog): string {
  const total = rounded(performance.now() - began);
  return `auth;dur=${rounded(waited.auth)}, db;dur=${rounded(waited.database)}, total;dur=${total}`;
}

function outcomeOf({ refusal, failed }: RequestLog, { status, body }: HttpResponse) {
  if (refusal !== undefined) return { outcome: "refused" };
  if (failed) return { outcome: "failed" };
  const { error, result } = (body ?? {}) as JsonRpcBody;
  if (typeof error === "object") return { outcome: "rpc_error", code: error.code };
  if (result?.isError) return { outcome: "tool_error" };
  return { outcome: status < 400 ? "ok" : "refused" };
}

interface JsonRpcBody {
  error?: { code: number } | string;
  result?: { isError?: boolean };
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
